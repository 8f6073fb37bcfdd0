// N batch, H height, W width, C channels.

extension Tensor {
    /// Nearest-neighbour upsampling: (N, H, W, C) to (N, H factor, W factor, C).
    package func upsampledNearest(_ factor: Int) -> Tensor {
        let (N, H, W, C) = imageDimensions
        precondition(factor > 0, "factor \(factor)")
        return reshaped([N, H, 1, W, 1, C]).broadcast(to: [N, H, factor, W, factor, C]).reshaped([
            N, H * factor, W * factor, C,
        ])
    }

    /// Bilinear upsampling by 2: (N, H, W, C) to (N, 2 H, 2 W, C).
    ///
    /// Pixels are areas, as in PyTorch with `align_corners=False`: new centres lie a quarter of a pixel from the old
    /// ones, and pixels outside the image are the nearest ones inside.
    package func upsampledBilinear() -> Tensor { doubledLinearly(axis: 1).doubledLinearly(axis: 2) }

    private func doubledLinearly(axis: Int) -> Tensor {
        let size = shape[axis]
        func neighbour(_ step: Int) -> Tensor {
            guard size > 1 else { return self }
            return step < 0
                ? .concatenated([sliced(axis: axis, 0..<1), sliced(axis: axis, 0..<size - 1)], axis: axis)
                : .concatenated([sliced(axis: axis, 1..<size), sliced(axis: axis, size - 1..<size)], axis: axis)
        }
        let parts = [-1, 1].map { (self * 0.75 + neighbour($0) * 0.25).reshaped(inserting(axis: axis + 1)) }
        return Tensor.concatenated(parts, axis: axis + 1).reshaped(shape.replacing(axis, by: 2 * size))
    }

    private func inserting(axis: Int) -> Shape {
        var dimensions = shape.dimensions
        dimensions.insert(1, at: axis)
        return Shape(dimensions)
    }

    /// Pixel shuffle (Shi et al. 2016): (N, H, W, C factor²) to (N, H factor, W factor, C).
    ///
    /// The order within a group is PyTorch's: channel c · factor² + row · factor + column.
    package func pixelShuffled(_ factor: Int) -> Tensor {
        let (N, H, W, channels) = imageDimensions
        precondition(factor > 0 && channels % (factor * factor) == 0, "\(channels) channels for squares of \(factor)")
        let C = channels / (factor * factor)
        return reshaped([N, H, W, C, factor, factor]).permuted([0, 1, 4, 2, 5, 3]).reshaped([
            N, H * factor, W * factor, C,
        ])
    }

    /// The dimensions of images; traps on other shapes.
    package var imageDimensions: (N: Int, H: Int, W: Int, C: Int) {
        precondition(shape.rank == 4, "images are (N, H, W, C), got \(shape)")
        return (shape[0], shape[1], shape[2], shape[3])
    }
}
