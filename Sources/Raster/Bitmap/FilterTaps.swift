/// The source pixels and weights of each pixel of a resampled row or column.
struct FilterTaps {
    /// The first source pixel of each new pixel.
    private(set) var first: [Int] = []
    /// The start of each new pixel's weights in `weights`, and the end of the last.
    private(set) var offset: [Int] = [0]
    /// The weights; those of a pixel sum to 1.
    private(set) var weights: [Float] = []

    /// - Parameters:
    ///   - source: source pixels, at least 1.
    ///   - target: new pixels.
    init(from source: Int, to target: Int, filter: ResamplingFilter) {
        first.reserveCapacity(target)
        offset.reserveCapacity(target + 1)
        for i in 0..<target {
            switch filter {
            case .nearest: append((2 * i + 1) * source / (2 * target), [1])
            case .area: appendArea(i, source, target)
            case .bilinear, .lanczos3: appendKernel(i, source, target, filter)
            }
        }
    }

    private mutating func append(_ start: Int, _ values: [Double]) {
        let sum = values.reduce(0, +)
        first.append(start)
        weights += values.map { Float($0 / sum) }
        offset.append(weights.count)
    }

    private mutating func appendArea(_ i: Int, _ source: Int, _ target: Int) {
        // In units of 1 / target of a source pixel the overlaps are integers, which makes them exact.
        let (from, to) = (i * source, (i + 1) * source)
        let start = from / target
        append(
            start,
            (start...(to - 1) / target).map { pixel in
                Double(min(to, (pixel + 1) * target) - max(from, pixel * target))
            })
    }

    private mutating func appendKernel(_ i: Int, _ source: Int, _ target: Int, _ filter: ResamplingFilter) {
        let ratio = Double(source) / Double(target)
        let scale = max(1, ratio)
        // Pixel j has its centre at j.
        let center = (Double(i) + 0.5) * ratio - 0.5
        let start = max(0, Int((center - filter.radius * scale).rounded(.up)))
        let end = min(source - 1, Int((center + filter.radius * scale).rounded(.down)))
        append(start, (start...end).map { filter.weight(at: (Double($0) - center) / scale) })
    }
}
