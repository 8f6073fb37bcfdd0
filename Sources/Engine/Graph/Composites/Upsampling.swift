// N batch, H height, W width, C channels.

extension Tensor {
    /// Pictures (N, H, W, C) made `factor` times as large by repeating each pixel.
    public func upsampledNearest(_ factor: Int) -> Tensor {
        let (N, H, W, C) = pictureExtents
        precondition(factor > 0, "factor \(factor)")
        return reshaped([N, H, 1, W, 1, C]).broadcast(to: [N, H, factor, W, factor, C]).reshaped([N, H * factor, W * factor, C])
    }

    /// Pictures (N, H, W, C) made twice as large by linear interpolation along both axes.
    ///
    /// Pixels are areas, as in PyTorch with `align_corners=False`: new centres lie a quarter of a pixel beside the old ones, and
    /// what lies outside is the nearest pixel inside.
    public func upsampledBilinear() -> Tensor { doubledLinearly(axis: 1).doubledLinearly(axis: 2) }

    private func doubledLinearly(axis: Int) -> Tensor {
        let extent = shape[axis]
        func neighbour(_ step: Int) -> Tensor {
            guard extent > 1 else { return self }
            return step < 0 ? .concatenated([sliced(axis: axis, 0..<1), sliced(axis: axis, 0..<extent - 1)], axis: axis)
                : .concatenated([sliced(axis: axis, 1..<extent), sliced(axis: axis, extent - 1..<extent)], axis: axis)
        }
        let parts = [-1, 1].map { (self * 0.75 + neighbour($0) * 0.25).reshaped(inserting(axis: axis + 1)) }
        var extents = shape.extents
        extents[axis] *= 2
        return Tensor.concatenated(parts, axis: axis + 1).reshaped(Shape(extents))
    }

    private func inserting(axis: Int) -> Shape {
        var extents = shape.extents
        extents.insert(1, at: axis)
        return Shape(extents)
    }

    /// Channels in groups of `factor`² become pixels: (N, H, W, C factor²) to (N, H factor, W factor, C) (Shi et al. 2016).
    ///
    /// The order within a group is PyTorch's: channel c · factor² + row · factor + column.
    public func pixelShuffled(_ factor: Int) -> Tensor {
        let (N, H, W, channels) = pictureExtents
        precondition(factor > 0 && channels % (factor * factor) == 0, "\(channels) channels for squares of \(factor)")
        let C = channels / (factor * factor)
        return reshaped([N, H, W, C, factor, factor]).permuted([0, 1, 4, 2, 5, 3]).reshaped([N, H * factor, W * factor, C])
    }

    /// The extents of pictures; traps on other shapes.
    var pictureExtents: (N: Int, H: Int, W: Int, C: Int) {
        precondition(shape.rank == 4, "pictures are (N, H, W, C), got \(shape)")
        return (shape[0], shape[1], shape[2], shape[3])
    }
}
