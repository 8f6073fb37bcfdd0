package import Raster
package import Render

/// A mask that is being painted: one value for each pixel.
package struct MaskPlane: Sendable, Hashable {
    package let width, height: Int
    /// 0 (keep) ... 255 (repair), row after row.
    package internal(set) var values: [UInt8]

    package init(width: Int, height: Int, values: [UInt8]? = nil) {
        precondition(width >= 0 && height >= 0, "a mask of \(width) x \(height)")
        let values = values ?? [UInt8](repeating: 0, count: width * height)
        precondition(values.count == width * height, "\(values.count) values for a mask of \(width) x \(height)")
        (self.width, self.height, self.values) = (width, height, values)
    }

    /// Light pixels are repaired; colours are converted to grey.
    package init(_ bitmap: Bitmap) {
        self.init(width: bitmap.width, height: bitmap.height, values: bitmap.converted(toChannels: 1).pixels)
    }

    package var bitmap: Bitmap { Bitmap(width: width, height: height, channels: 1, pixels: values) }

    package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

    package subscript(x: Int, y: Int) -> UInt8 {
        get { values[y * width + x] }
        set { values[y * width + x] = newValue }
    }

    /// The covered fraction, 0...1, and the bounding box; nil for an empty mask.
    /// - Complexity: O(pixels).
    package var coverage: (fraction: Double, box: Rect?) {
        var left = width, right = -1, top = height, bottom = -1, sum = 0
        for y in 0..<height {
            for x in 0..<width {
                let value = values[y * width + x]
                guard value > 0 else { continue }
                sum += Int(value)
                (left, right) = (min(left, x), max(right, x))
                (top, bottom) = (min(top, y), y)
            }
        }
        guard right >= 0 else { return (0, nil) }
        return (
            Double(sum) / 255 / Double(values.count),
            Rect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
        )
    }
}

extension Rect {
    /// The bounding box of both; empty rectangles do not count.
    func union(_ other: Rect) -> Rect {
        if width == 0 || height == 0 { return other }
        if other.width == 0 || other.height == 0 { return self }
        let left = min(x, other.x), top = min(y, other.y)
        return Rect(x: left, y: top, width: max(right, other.right) - left, height: max(bottom, other.bottom) - top)
    }

    /// Larger by `margin` on every side.
    func grown(by margin: Int) -> Rect { inset(by: -margin, -margin) }
}
