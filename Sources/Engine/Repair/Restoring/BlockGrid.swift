import Raster

/// What a JPEG's squares of 8x8 have left in a picture.
enum BlockGrid {
    /// How coarsely the squares were rounded, as a standard deviation in levels: from how much larger steps are over the grid's lines than
    /// beside them; 0 where no grid is seen.
    static func roughness(of picture: Bitmap) -> Float {
        let (w, h, channels) = (picture.width, picture.height, picture.channels)
        guard w >= 32, h >= 32 else { return 0 }
        var over = 0.0, beside = 0.0, counts = (0, 0)
        func luma(_ x: Int, _ y: Int) -> Int {
            let i = (y * w + x) * channels
            return channels == 1 ? Int(picture.pixels[i]) * 4 : Int(picture.pixels[i]) + 2 * Int(picture.pixels[i + 1]) + Int(picture.pixels[i + 2])
        }
        func take(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ place: Int) {
            // How far the step is from what its neighbours on both sides lead to expect.
            let jump = Double(abs(2 * (b - c) - (a - b) - (c - d))) / 8
            if place % 8 == 0 { over += jump; counts.0 += 1 } else if place % 8 == 4 { beside += jump; counts.1 += 1 }
        }
        for y in 0..<h { for x in stride(from: 4, to: w - 2, by: 4) { take(luma(x - 2, y), luma(x - 1, y), luma(x, y), luma(x + 1, y), x) } }
        for y in stride(from: 4, to: h - 2, by: 4) { for x in 0..<w { take(luma(x, y - 2), luma(x, y - 1), luma(x, y), luma(x, y + 1), y) } }
        guard counts.0 > 0, counts.1 > 0 else { return 0 }
        return Float(max(0, over / Double(counts.0) - beside / Double(counts.1)))
    }
}
