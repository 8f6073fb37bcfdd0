import Raster

/// The pixels that the cells will show, sRGB, row after row.
struct PixelPlane {
    let width, height: Int
    var colors: [Color]

    subscript(x: Int, y: Int) -> Color { colors[y * width + x] }

    /// Resamples by area in linear light: a pixel of the result is the mean of what it covers.
    init(of bitmap: Bitmap, width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        colors = []
        colors.reserveCapacity(width * height)
        let channels = bitmap.channels, stride = bitmap.width * channels
        let pixels = bitmap.pixels, linear = SRGB.linear
        let across = Coverage(from: bitmap.width, to: width), down = Coverage(from: bitmap.height, to: height)
        let scale = across.scale * down.scale
        var row = [Float](repeating: 0, count: stride)

        for y in 0..<height {
            let rows = down[y]
            for i in 0..<stride { row[i] = 0 }
            for source in rows.first...rows.last {
                let weight = rows.weight(of: source), start = source * stride
                for i in 0..<stride { row[i] += weight * linear[Int(pixels[start + i])] }
            }
            for x in 0..<width {
                let columns = across[x]
                var sum: (Float, Float, Float) = (0, 0, 0)
                for source in columns.first...columns.last {
                    let weight = columns.weight(of: source), i = source * channels
                    sum.0 += weight * row[i]
                    if channels == 3 {
                        sum.1 += weight * row[i + 1]
                        sum.2 += weight * row[i + 2]
                    }
                }
                let first = SRGB.byte(ofLinear: sum.0 * scale)
                colors.append(channels == 3
                    ? Color(first, SRGB.byte(ofLinear: sum.1 * scale), SRGB.byte(ofLinear: sum.2 * scale))
                    : Color(first, first, first))
            }
        }
    }
}

/// Which of `from` equal pieces each of `to` equal pieces of the same length covers, and how much of them.
private struct Coverage {
    let from, to: Int

    struct Piece {
        let first, last: Int
        let firstWeight, lastWeight: Float

        /// The covered part of piece `i`, 0...1.
        func weight(of i: Int) -> Float { i == first ? firstWeight : i == last ? lastWeight : 1 }
    }

    /// Turns the weighted sum over a piece into a mean.
    var scale: Float { Float(to) / Float(from) }

    subscript(i: Int) -> Piece {
        let start = Double(i * from) / Double(to), end = Double((i + 1) * from) / Double(to)
        let first = Int(start), last = max(Int(end.rounded(.up)) - 1, first)
        return first == last
            ? Piece(first: first, last: last, firstWeight: Float(end - start), lastWeight: 0)
            : Piece(first: first, last: last, firstWeight: Float(Double(first + 1) - start),
                    lastWeight: Float(end - Double(last)))
    }
}
