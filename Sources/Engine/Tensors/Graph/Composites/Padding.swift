extension Tensor {
    /// Images (N, H, W, C) with `width` more pixels on every side, mirrored at the border pixels, which are not
    /// repeated.
    package func reflectionPadded(_ width: Int) -> Tensor {
        let (_, H, W, _) = imageDimensions
        precondition(width >= 0 && width < H && width < W, "\(width) mirrored pixels around images \(shape)")
        return mirrored(axis: 1, width).mirrored(axis: 2, width)
    }

    private func mirrored(axis: Int, _ width: Int) -> Tensor {
        guard width > 0 else { return self }
        let last = shape[axis] - 1
        let before = (1...width).reversed().map { sliced(axis: axis, $0..<$0 + 1) }
        let after = (1...width).map { sliced(axis: axis, last - $0..<last - $0 + 1) }
        return .concatenated(before + [self] + after, axis: axis)
    }
}
