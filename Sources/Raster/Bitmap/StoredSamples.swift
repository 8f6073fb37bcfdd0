/// Samples as a file stores them, where they differ from those of the bitmap: of 16 bits, or with another transfer curve.
///
/// Ordered as in `Bitmap`, with as many channels.
package struct StoredSamples: Sendable, Hashable {
    /// 8 or 16 bits a sample.
    package enum Values: Sendable, Hashable {
        case bytes([UInt8])
        case words([UInt16])

        package var count: Int {
            switch self {
            case .bytes(let values): values.count
            case .words(let values): values.count
            }
        }
    }

    package var values: Values
    /// Of 16 bits; nil where the alpha of the file has 8 or there is none.
    package var alpha: [UInt16]?

    /// Turned and mirrored for display.
    func oriented(_ orientation: Orientation, width: Int, height: Int, channels: Int) -> StoredSamples {
        let values: Values =
            switch values {
            case .bytes(let values):
                .bytes(orientation.applied(to: values, width: width, height: height, channels: channels))
            case .words(let values):
                .words(orientation.applied(to: values, width: width, height: height, channels: channels))
            }
        return StoredSamples(
            values: values, alpha: alpha.map { orientation.applied(to: $0, width: width, height: height, channels: 1) })
    }
}
