extension Mask {
    /// The widest feather in pixels.
    package static let largestFeather = 64

    /// How much of a repair each pixel around the mask takes: 255 (1 - distance / (width + 1)), 0 beyond `width` pixels and inside the
    /// mask. The mask itself is not blurred, so it does not shrink, however thin it is.
    ///
    /// Distances are Euclidean, between pixel centres. Cost: the pixels, and those near an edge times `width`.
    /// - Parameter width: 0...`largestFeather`.
    package func feather(_ width: Int) -> [UInt8] {
        precondition((0...Self.largestFeather).contains(width), "a feather of \(width) pixels")
        guard width > 0 else { return [UInt8](repeating: 0, count: damaged.count) }
        let (w, h, limit) = (self.width, self.height, width * width)
        let away = rowsAway(width)
        var nearest = [Int](repeating: limit + 1, count: w), weights = [UInt8](repeating: 0, count: damaged.count)
        let weightOfSquare = (0...limit).map { square in
            UInt8((255 * (1 - Double(square).squareRoot() / Double(width + 1))).rounded())
        }
        for y in 0..<h {
            for x in 0..<w { nearest[x] = limit + 1 }
            for x in 0..<w where away[y * w + x] <= width {
                let rows = Int(away[y * w + x])
                // Between two pixels of the mask nothing is left to reach.
                if rows == 0, x > 0, x < w - 1, away[y * w + x - 1] == 0, away[y * w + x + 1] == 0 {
                    nearest[x] = 0
                    continue
                }
                let reach = Int(Double(limit - rows * rows).squareRoot())
                for other in max(x - reach, 0)...min(x + reach, w - 1) {
                    nearest[other] = min(nearest[other], rows * rows + (other - x) * (other - x))
                }
            }
            for x in 0..<w where nearest[x] > 0 && nearest[x] <= limit {
                weights[y * w + x] = weightOfSquare[nearest[x]]
            }
        }
        return weights
    }

    /// The rows between each pixel and the nearest damaged one of its column, at most `limit` + 1.
    private func rowsAway(_ limit: Int) -> [UInt8] {
        let far = UInt8(limit + 1)
        var away = damaged.map { $0 ? 0 : far }
        for i in stride(from: width, to: away.count, by: 1) {
            away[i] = min(away[i], min(away[i - width], far - 1) + 1)
        }
        for i in stride(from: away.count - width - 1, through: 0, by: -1) {
            away[i] = min(away[i], min(away[i + width], far - 1) + 1)
        }
        return away
    }

    /// The mask with every pixel of a feather added.
    package func grown(by weights: [UInt8]) -> Mask {
        Mask(width: width, height: height, damaged: zip(damaged, weights).map { $0 || $1 > 0 })
    }
}
