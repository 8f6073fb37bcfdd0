/// The rotation and reflection of a stored image: the EXIF tag Orientation (TIFF 6.0, tag 274).
package enum Orientation: Int, Sendable, Hashable, CaseIterable {
    case upright = 1, mirrored, turnedOver, flipped, transposed, turnedRight, transversed, turnedLeft

    /// Whether width and height are exchanged.
    package var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }

    /// Samples of a stored image, turned and mirrored for display.
    package func applied<Sample>(to samples: [Sample], width w: Int, height h: Int, channels: Int) -> [Sample] {
        if self == .upright || samples.isEmpty { return samples }
        // The stored pixel of the new top left, and the steps between stored pixels along a new row and a new column.
        let (start, along, down) =
            switch self {
            case .upright: (0, 1, w)
            case .mirrored: (w - 1, -1, w)
            case .turnedOver: (w * h - 1, -1, -w)
            case .flipped: ((h - 1) * w, 1, -w)
            case .transposed: (0, w, 1)
            case .turnedRight: ((h - 1) * w, -w, 1)
            case .transversed: (w * h - 1, -w, -1)
            case .turnedLeft: (w - 1, w, -1)
            }
        let (newWidth, newHeight) = swapsSides ? (h, w) : (w, h)
        var turned: [Sample] = []
        turned.reserveCapacity(samples.count)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                let source = (start + x * along + y * down) * channels
                for channel in 0..<channels { turned.append(samples[source + channel]) }
            }
        }
        return turned
    }
}

extension Bitmap {
    /// The image rotated and mirrored for display.
    package func oriented(_ orientation: Orientation) -> Bitmap {
        if orientation == .upright || isEmpty { return self }
        let (newWidth, newHeight) = orientation.swapsSides ? (height, width) : (width, height)
        return Bitmap(
            width: newWidth, height: newHeight, channels: channels, colorSpace: colorSpace,
            pixels: orientation.applied(to: pixels, width: width, height: height, channels: channels))
    }
}
