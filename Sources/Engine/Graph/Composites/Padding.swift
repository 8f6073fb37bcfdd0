extension Tensor {
    /// Pictures (N, H, W, C) with `width` pixels more on every side, mirrored at the outermost ones, which are not repeated.
    public func reflectionPadded(_ width: Int) -> Tensor {
        let (_, H, W, _) = pictureExtents
        precondition(width >= 0 && width < H && width < W, "\(width) mirrored pixels around pictures \(shape)")
        return mirrored(axis: 1, width).mirrored(axis: 2, width)
    }

    private func mirrored(axis: Int, _ width: Int) -> Tensor {
        guard width > 0 else { return self }
        let last = shape[axis] - 1
        let before = (1...width).reversed().map { sliced(axis: axis, $0..<$0 + 1) }
        let after = (1...width).map { sliced(axis: axis, last - $0..<last - $0 + 1) }
        return .concatenated(before + [self] + after, axis: axis)
    }

    /// Pictures (N, H, W, C) with `width` zeros on every side.
    public func zeroPadded(_ width: Int) -> Tensor {
        precondition(width >= 0, "\(width) zeros")
        return [1, 2].reduce(self) { picture, axis in
            guard width > 0 else { return picture }
            var extents = picture.shape.extents
            extents[axis] = width
            let zeros = graph.constant(0, Shape(extents))
            return .concatenated([zeros, picture, zeros], axis: axis)
        }
    }
}
