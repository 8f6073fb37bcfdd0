package import Raster
package import Render

/// A mask that is being painted: one value for each pixel.
package struct MaskPlane: Sendable, Hashable {
    package let width, height: Int
    /// 0 (keep) ... 255 (repair), row after row; 128 and above is repaired.
    package internal(set) var values: [UInt8]
    /// The width in pixels over which a repair blends around the mask. With more than 0, values below 128 show it.
    package internal(set) var feather = 0

    package init(width: Int, height: Int, values: [UInt8]? = nil, feather: Int = 0) {
        precondition(width >= 0 && height >= 0, "a mask of \(width) x \(height)")
        let values = values ?? [UInt8](repeating: 0, count: width * height)
        precondition(values.count == width * height, "\(values.count) values for a mask of \(width) x \(height)")
        (self.width, self.height, self.values, self.feather) = (width, height, values, feather)
    }

    /// A mask that was read from a file.
    package init(_ reading: MaskReading) {
        self.init(width: reading.width, height: reading.height, values: reading.values)
        feather = reading.feather
        drawFeather(in: bounds)
    }

    /// The pixels to repair.
    package var mask: Mask { Mask(width: width, height: height, damaged: values.map { $0 >= 128 }) }

    package var bitmap: Bitmap { Bitmap(width: width, height: height, channels: 1, pixels: values) }

    package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

    package subscript(x: Int, y: Int) -> UInt8 {
        get { values[y * width + x] }
        set { values[y * width + x] = newValue }
    }

    /// The covered fraction, 0...1, and the bounding box, both without the feather; nil for an empty mask.
    /// - Complexity: O(pixels).
    package var coverage: (fraction: Double, box: Rect?) {
        let least: UInt8 = feather > 0 ? 128 : 1
        var left = width, right = -1, top = height, bottom = -1, sum = 0
        for y in 0..<height {
            for x in 0..<width {
                let value = values[y * width + x]
                guard value >= least else { continue }
                sum += feather > 0 ? 255 : Int(value)
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
