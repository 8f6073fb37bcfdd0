import Raster

/// What the PNG samples show, as formulas of column and row.
enum Pattern {
    static let width = 7, height = 5

    static func grey(_ x: Int, _ y: Int) -> Int { (x * 36 + y * 7) % 256 }
    static func rgb(_ x: Int, _ y: Int) -> [Int] { [x * 40, y * 60, (x * 31 + y * 17) % 256] }
    static func alpha(_ x: Int, _ y: Int) -> Int { 255 - x * 20 - y * 11 }
    static func paletteIndex(_ x: Int, _ y: Int, count: Int) -> Int { (x + y * 3) % count }
    static func paletteColor(_ i: Int) -> [Int] { [i * 15, 255 - i * 15, i * i % 256] }

    /// The image whose pixel (x, y) has these samples.
    static func bitmap(_ samples: (_ x: Int, _ y: Int) -> [Int]) -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width { pixels += samples(x, y).map { UInt8($0) } }
        }
        return Bitmap(width: width, height: height, channels: pixels.count / (width * height), pixels: pixels)
    }
}
