import Numerics
import Tensors

extension PatchDenoising {
    /// Patches of the grid along the side of a block. A block is computed on one thread; it lies on the same place whatever the number of
    /// threads.
    private static let block = 16

    /// The weighted mean of all estimates of each value of `region`, in planes of the size of `area`; elsewhere the values mean nothing.
    /// - Parameters:
    ///   - area: the part of the image that `noisy` and `guide` hold, both with `padding` more values.
    ///   - whole: the size of the image.
    ///   - report: gets the completed fraction, 0...1.
    /// - Throws: `RepairStopped`, and what `report` throws.
    func average(
        _ region: RepairArea, area: RepairArea, of whole: (width: Int, height: Int), noisy: [Float], guide: [Float],
        threads: Int, _ watch: RepairWatch, report: (Double) throws -> Void
    ) throws -> [Float] {
        let source = region.grown(by: reach / 2, within: whole.width, whole.height)
        func starts(_ needed: Range<Int>, _ part: Range<Int>, of length: Int) -> [Int] {
            positions(part, of: length).filter { needed.contains($0 + part.lowerBound) }
        }
        let rows = starts(
            source.y..<source.y + source.height, area.y..<area.y + area.height, of: whole.height)
        let columns = starts(source.x..<source.x + source.width, area.x..<area.x + area.width, of: whole.width)
        let across = Self.blocks(columns, origin: area.x, step: step),
            down = Self.blocks(rows, origin: area.y, step: step)
        var sums = [Float](repeating: 0, count: width * height * channels), weights = sums
        for (index, rows) in down.enumerated() {
            try report(Double(index) / Double(down.count))
            let parts = ThreadPool(threads).map(across.count) {
                run(rows: rows, columns: across[$0], noisy: noisy, guide: guide, isStopped: watch.isStopped)
            }
            try watch.check()
            for part in parts { part.add(to: &sums, weights: &weights, of: self) }
        }
        for i in sums.indices where weights[i] > 0 { sums[i] /= weights[i] }
        return sums
    }

    /// The positions by block. The blocks of an image are those of its parts, so that sums have the same order.
    private static func blocks(_ positions: [Int], origin: Int, step: Int) -> [ArraySlice<Int>] {
        positions.chunked { ($0 + origin) / (block * step) == ($1 + origin) / (block * step) }
    }
}

extension PatchDenoising.Sums {
    /// Adds these sums to those of the whole area.
    fileprivate func add(to sums: inout [Float], weights: inout [Float], of pass: PatchDenoising) {
        for c in 0..<pass.channels {
            for y in 0..<height {
                let source = (c * height + y) * width, target = (c * pass.height + top + y) * pass.width + left
                for x in 0..<width {
                    sums[target + x] += values[source + x]
                    weights[target + x] += self.weights[source + x]
                }
            }
        }
    }
}

extension [Int] {
    /// Consecutive elements that belong together, in order.
    fileprivate func chunked(where together: (Int, Int) -> Bool) -> [ArraySlice<Int>] {
        var chunks: [ArraySlice<Int>] = [], start = startIndex
        for i in indices.dropFirst() where !together(self[i - 1], self[i]) {
            chunks.append(self[start..<i])
            start = i
        }
        return isEmpty ? [] : chunks + [self[start...]]
    }
}
