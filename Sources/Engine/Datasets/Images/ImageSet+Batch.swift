extension ImageSet {
    /// Copies the images `indices` to `target` as values in -1...1: 0 becomes -1, 255 becomes 1.
    /// - Parameter target: (indices.count, height, width, channels), exactly that many elements.
    package func copyPixels(of indices: [Int], to target: inout MutableSpan<Float>) {
        precondition(target.count == indices.count * stride, "\(target.count) values for \(indices.count) images")
        for (slot, index) in indices.enumerated() {
            pixels.copy(index * stride..<(index + 1) * stride, to: &target, at: slot * stride)
        }
    }

    /// The same as an array.
    package func batch(_ indices: [Int]) -> [Float] {
        var values = [Float](repeating: 0, count: indices.count * stride)
        var span = values.mutableSpan
        copyPixels(of: indices, to: &span)
        return values
    }
}
