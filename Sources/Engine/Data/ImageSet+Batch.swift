extension ImageSet {
    /// Copies the pictures `indices` to `target` as numbers in -1...1: 0 becomes -1, 255 becomes 1.
    /// - Parameter target: (indices.count, height, width, channels), exactly that many elements.
    public func copyPixels(of indices: [Int], to target: inout MutableSpan<Float>) {
        precondition(target.count == indices.count * stride, "\(target.count) numbers for \(indices.count) pictures")
        let pixels = self.pixels.span
        for (place, index) in indices.enumerated() {
            let (from, to) = (index * stride, place * stride)
            for i in 0..<stride {
                target[to + i] = Float(pixels[from + i]) * (2 / 255) - 1
            }
        }
    }

    /// The same as an array of its own.
    public func batch(_ indices: [Int]) -> [Float] {
        var values = [Float](repeating: 0, count: indices.count * stride)
        var span = values.mutableSpan
        copyPixels(of: indices, to: &span)
        return values
    }
}
