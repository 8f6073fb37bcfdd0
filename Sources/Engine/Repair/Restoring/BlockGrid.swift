import Raster

/// Blocking artifacts of JPEG: the grid of 8x8 pixels in an image.
enum BlockGrid {
    /// The strength of blocking, as a standard deviation in levels: the mean discontinuity at the lines of the grid minus that halfway
    /// between them; 0 without blocking and for images below 32 pixels.
    static func strength(of image: Bitmap) -> Float {
        let (w, h, channels) = (image.width, image.height, image.channels)
        guard w >= 32, h >= 32 else { return 0 }
        var onGrid = 0.0, offGrid = 0.0, counts = (0, 0)
        func luma(_ x: Int, _ y: Int) -> Int {
            let i = (y * w + x) * channels
            return channels == 1
                ? Int(image.pixels[i]) * 4
                : Int(image.pixels[i]) + 2 * Int(image.pixels[i + 1]) + Int(image.pixels[i + 2])
        }
        func add(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ position: Int) {
            // The difference between b and c beyond the gradients on both sides.
            let jump = Double(abs(2 * (b - c) - (a - b) - (c - d))) / 8
            if position % 8 == 0 {
                onGrid += jump; counts.0 += 1
            } else if position % 8 == 4 {
                offGrid += jump; counts.1 += 1
            }
        }
        for y in 0..<h {
            for x in stride(from: 4, to: w - 2, by: 4) {
                add(luma(x - 2, y), luma(x - 1, y), luma(x, y), luma(x + 1, y), x)
            }
        }
        for y in stride(from: 4, to: h - 2, by: 4) {
            for x in 0..<w { add(luma(x, y - 2), luma(x, y - 1), luma(x, y), luma(x, y + 1), y) }
        }
        guard counts.0 > 0, counts.1 > 0 else { return 0 }
        return Float(max(0, onGrid / Double(counts.0) - offGrid / Double(counts.1)))
    }
}
