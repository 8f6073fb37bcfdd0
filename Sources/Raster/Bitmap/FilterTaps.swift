import Foundation

/// How source pixels are weighed into a new one when a picture's size changes.
///
/// Smaller pictures widen the filter by the same factor, so that every source pixel counts and nothing shimmers;
/// `nearest` is the exception.
public enum ResamplingFilter: Sendable, Hashable, CaseIterable {
    /// The source pixel under the new pixel's centre. Adds no new values: for masks and labels.
    case nearest
    /// A triangle over the two nearest pixels.
    case bilinear
    /// The mean over exactly the area that the new pixel covers (a box): for thumbnails and training data.
    case area
    /// A sinc windowed by a sinc, three lobes (Duchon 1979): sharpest, overshoots a little at edges.
    case lanczos3

    /// The filter's reach to each side, in pixels of the coarser of the two pictures.
    fileprivate var reach: Double {
        switch self {
        case .nearest, .area: 0.5
        case .bilinear: 1
        case .lanczos3: 3
        }
    }

    fileprivate func weight(at distance: Double) -> Double {
        switch self {
        case .nearest, .area: return 1
        case .bilinear: return max(0, 1 - abs(distance))
        case .lanczos3:
            guard abs(distance) > 1e-9 else { return 1 }
            guard abs(distance) < 3 else { return 0 }
            let angle = distance * Double.pi
            return 3 * sin(angle) * sin(angle / 3) / (angle * angle)
        }
    }
}

/// Which source pixels, with which weights, make each pixel of a row or column of another length.
struct FilterTaps {
    /// The first source pixel of each new pixel.
    private(set) var first: [Int] = []
    /// Where the weights of each new pixel begin in `weights`; one more than there are pixels.
    private(set) var offset: [Int] = [0]
    /// Sum to 1 for each new pixel.
    private(set) var weights: [Float] = []

    /// - Parameters:
    ///   - source: pixels there are, at least 1.
    ///   - target: pixels there shall be.
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
        // Lengths in units of 1 / target of a source pixel, so that the overlaps are whole numbers and exact.
        let (from, to) = (i * source, (i + 1) * source)
        let start = from / target
        append(start, (start...(to - 1) / target).map { pixel in
            Double(min(to, (pixel + 1) * target) - max(from, pixel * target))
        })
    }

    private mutating func appendKernel(_ i: Int, _ source: Int, _ target: Int, _ filter: ResamplingFilter) {
        let ratio = Double(source) / Double(target)
        let scale = max(1, ratio)
        // Pixel j has its centre at j.
        let center = (Double(i) + 0.5) * ratio - 0.5
        let start = max(0, Int((center - filter.reach * scale).rounded(.up)))
        let end = min(source - 1, Int((center + filter.reach * scale).rounded(.down)))
        append(start, (start...end).map { filter.weight(at: (Double($0) - center) / scale) })
    }
}
