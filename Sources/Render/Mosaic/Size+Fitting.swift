extension Size {
    /// The largest size within this one with the aspect ratio of `width` x `height` square pixels, at least 1x1. A cell is twice as high
    /// as wide.
    package func fitting(width pixelWidth: Int, height pixelHeight: Int) -> Size {
        guard pixelWidth > 0, pixelHeight > 0 else { return Size(width: 1, height: 1) }
        let scale = min(Double(width) / Double(pixelWidth), 2 * Double(height) / Double(pixelHeight))
        return Size(
            width: min(max(1, Int((Double(pixelWidth) * scale).rounded())), max(width, 1)),
            height: min(max(1, Int((Double(pixelHeight) * scale / 2).rounded())), max(height, 1)))
    }
}
