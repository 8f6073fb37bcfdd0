import Raster

/// The visibility of the border between repaired and known pixels.
enum Seam {
    /// Root mean square difference across the border minus that between known neighbors next to it, in levels, at least 0; nil without a
    /// border.
    static func error(of image: Bitmap, mask: Mask) -> Double? {
        var across = 0.0, along = 0.0, crossings = 0, references = 0
        let (w, h, channels) = (image.width, image.height, image.channels)
        func step(_ a: Int, _ b: Int) -> Double {
            (0..<channels).reduce(0) { sum, c in
                let d = Double(image.pixels[a * channels + c]) - Double(image.pixels[b * channels + c])
                return sum + d * d
            } / Double(channels)
        }
        for y in 0..<h {
            for x in 0..<w where mask.damaged[y * w + x] {
                let i = y * w + x
                for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
                    guard (0..<w).contains(x + dx), (0..<h).contains(y + dy) else { continue }
                    let known = i + dy * w + dx
                    guard !mask.damaged[known] else { continue }
                    across += step(i, known)
                    crossings += 1
                    guard (0..<w).contains(x + 2 * dx), (0..<h).contains(y + 2 * dy) else { continue }
                    let next = known + dy * w + dx
                    guard !mask.damaged[next] else { continue }
                    along += step(known, next)
                    references += 1
                }
            }
        }
        guard crossings > 0 else { return nil }
        let reference = references > 0 ? (along / Double(references)).squareRoot() : 0
        return max(0, (across / Double(crossings)).squareRoot() - reference)
    }
}
