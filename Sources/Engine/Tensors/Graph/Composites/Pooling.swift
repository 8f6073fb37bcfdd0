// N batch, H height, W width, C channels.

extension Tensor {
    /// The mean of each square of `size` pixels: (N, H, W, C) to (N, H / size, W / size, C).
    package func averagePooled(_ size: Int) -> Tensor {
        let (N, H, W, C) = imageDimensions
        precondition(size > 0 && H % size == 0 && W % size == 0, "squares of \(size) in images \(shape)")
        return reshaped([N, H / size, size, W / size, size, C]).sum(to: [N, H / size, 1, W / size, 1, C])
            .reshaped([N, H / size, W / size, C]) / Float(size * size)
    }
}
