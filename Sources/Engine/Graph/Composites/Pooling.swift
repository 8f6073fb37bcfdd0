// N batch, H height, W width, C channels.

extension Tensor {
    /// The mean of each square of `size` pixels: (N, H, W, C) to (N, H / size, W / size, C).
    public func averagePooled(_ size: Int) -> Tensor {
        let (N, H, W, C) = squares(of: size)
        return reshaped([N, H / size, size, W / size, size, C]).sum(to: [N, H / size, 1, W / size, 1, C])
            .reshaped([N, H / size, W / size, C]) / Float(size * size)
    }

    /// The largest of each square of `size` pixels, channel by channel: (N, H, W, C) to (N, H / size, W / size, C).
    public func maximumPooled(_ size: Int) -> Tensor {
        let (N, H, W, C) = squares(of: size)
        let rows = reshaped([N, H / size, size, W * C])
        let tallest = (0..<size).map { rows.sliced(axis: 2, $0..<$0 + 1) }.reduce(nil as Tensor?) { $0?.maximum($1) ?? $1 }!
        let columns = tallest.reshaped([N * H / size, W / size, size, C])
        return (0..<size).map { columns.sliced(axis: 2, $0..<$0 + 1) }.reduce(nil as Tensor?) { $0?.maximum($1) ?? $1 }!
            .reshaped([N, H / size, W / size, C])
    }

    private func squares(of size: Int) -> (N: Int, H: Int, W: Int, C: Int) {
        let extents = pictureExtents
        precondition(size > 0 && extents.H % size == 0 && extents.W % size == 0, "squares of \(size) in pictures \(shape)")
        return extents
    }
}
