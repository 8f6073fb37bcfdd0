import Datasets
import Runs

/// The first 64 images of `shapes` in grey, with captions and sounds, in each size that tests of presets use.
///
/// They are read once for all tests: reading makes every image, caption and sound of the set.
enum FirstShapes {
    private static let sizes: [ImageSize] = [16, 28, .init(height: 20, width: 28)]
    private static let sets = Result {
        try sizes.map {
            try MultimodalSource.open("shapes", size: ImageSizing($0), channels: 1, speech: nil).subset(0..<64)
        }
    }

    /// - Precondition: `size` is one of `sizes`.
    static func ofSize(_ size: ImageSize) throws -> MultimodalSet {
        guard let index = sizes.firstIndex(of: size) else { preconditionFailure("no shapes of \(size)") }
        return try sets.get()[index]
    }
}
