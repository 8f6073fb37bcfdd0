extension ImageSet {
    /// Copies the images `indices` to `target` as values in -1...1: 0 becomes -1, 255 becomes 1. Colours are multiplied by alpha where
    /// there is one.
    /// - Parameter target: (indices.count, height, width, channels), exactly that many elements.
    package func copyPixels(of indices: [Int], to target: inout MutableSpan<Float>) {
        precondition(target.count == indices.count * stride, "\(target.count) values for \(indices.count) images")
        if channels == 4 { return copyPremultiplied(indices, to: &target) }
        for (slot, index) in indices.enumerated() {
            pixels.copy(index * stride..<(index + 1) * stride, to: &target, at: slot * stride)
        }
    }

    private func copyPremultiplied(_ indices: [Int], to target: inout MutableSpan<Float>) {
        for (slot, index) in indices.enumerated() {
            let pixels = pixels.bytes(index * stride..<(index + 1) * stride), to = slot * stride
            for i in Swift.stride(from: 0, to: stride, by: 4) {
                let alpha = pixels[i + 3], opacity = Float(alpha) * (1 / 255)
                for c in 0..<3 { target[to + i + c] = Float(pixels[i + c]) * opacity * (2 / 255) - 1 }
                target[to + i + 3] = Float(alpha) * (2 / 255) - 1
            }
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
