extension MaskPlane {
    /// Every value replaced by the greatest within `radius` pixels of it, a disc.
    ///
    /// A running maximum (van Herk 1992) for each row of the disc: O(radius * pixels of the area).
    package func grown(by radius: Int) -> MaskPlane {
        precondition(radius >= 0, "growing by \(radius)")
        if feather > 0 { return changingCore { $0.grown(by: radius) } }
        guard radius > 0, let box = coverage.box else { return self }
        let area = box.grown(by: radius).intersection(bounds)
        var result = self
        for down in -radius...radius {
            let reach = Int(Double(radius * radius - down * down).squareRoot())
            for y in area.y..<area.bottom where (0..<height).contains(y + down) {
                let row = Array(values[(y + down) * width + area.x..<(y + down) * width + area.right])
                let most = Self.runningMaximum(row, radius: reach)
                for (i, value) in most.enumerated() where value > result.values[y * width + area.x + i] {
                    result.values[y * width + area.x + i] = value
                }
            }
        }
        return result
    }

    /// Every value replaced by the least within `radius` pixels of it; the outside of the image does not count.
    package func shrunk(by radius: Int) -> MaskPlane { inverted().grown(by: radius).inverted() }

    package func inverted() -> MaskPlane {
        if feather > 0 { return changingCore { $0.inverted() } }
        return MaskPlane(width: width, height: height, values: values.map { 255 - $0 })
    }

    /// A change of the mask without its feather, which is then drawn around the new mask.
    private func changingCore(_ change: (MaskPlane) -> MaskPlane) -> MaskPlane {
        var result = change(MaskPlane(width: width, height: height, values: values.map { $0 >= 128 ? 255 : 0 }))
        result.feather = feather
        result.drawFeather(in: bounds)
        return result
    }

    private static func runningMaximum(_ row: [UInt8], radius: Int) -> [UInt8] {
        guard radius > 0 else { return row }
        let window = 2 * radius + 1,
            padded = [UInt8](repeating: 0, count: radius) + row + [UInt8](repeating: 0, count: radius + window)
        var forward = padded, backward = padded
        for i in padded.indices where i % window != 0 { forward[i] = max(forward[i], forward[i - 1]) }
        for i in padded.indices.reversed() where i % window != window - 1 && i + 1 < padded.count {
            backward[i] = max(backward[i], backward[i + 1])
        }
        return row.indices.map { max(backward[$0], forward[$0 + window - 1]) }
    }
}
