import Foundation

/// The filter that weights source pixels when an image is resized.
///
/// For a smaller image the filter is widened by the same factor to avoid aliasing, except for `nearest`.
package enum ResamplingFilter: Sendable, Hashable, CaseIterable {
    /// The source pixel under the new pixel's centre, for masks and labels.
    case nearest
    /// A triangle filter.
    case bilinear
    /// The mean over the exact area of the new pixel (a box filter), for thumbnails and training data.
    case area
    /// A sinc windowed by a sinc, three lobes (Duchon 1979): the sharpest, with slight overshoot at edges.
    case lanczos3

    /// In pixels of the coarser of the two images.
    var radius: Double {
        switch self {
        case .nearest, .area: 0.5
        case .bilinear: 1
        case .lanczos3: 3
        }
    }

    func weight(at distance: Double) -> Double {
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
