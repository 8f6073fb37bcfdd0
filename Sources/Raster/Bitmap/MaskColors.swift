/// What the colours of an image say about its use as a mask.
struct MaskColors {
    /// Whether the image is a picture: most pixels are neither nearly black, nor nearly white, nor of the most frequent light colour, and
    /// these others are no soft edges. Edges of a soft mask change smoothly, and their colours lie between black and that colour.
    let isPicture: Bool

    /// Levels around black, white and the mark that count as these.
    private static let tolerance = 8
    /// A second difference of more levels is texture; a colour further from the line between black and the mark is another colour.
    private static let roughness = 6, distance = 32

    /// Cost: three passes over the image.
    init(_ bitmap: Bitmap) {
        let (w, h, channels) = (bitmap.width, bitmap.height, bitmap.channels), count = w * h
        let mark = Self.mark(bitmap)
        let squared = mark.reduce(0) { $0 + $1 * $1 }
        isPicture = bitmap.pixels.withUnsafeBufferPointer { pixels in
            func sample(_ pixel: Int, _ channel: Int) -> Int { Int(pixels[pixel * channels + channel]) }
            func isRough(_ i: Int, _ step: Int) -> Bool {
                (0..<channels).contains {
                    abs(2 * sample(i, $0) - sample(i - step, $0) - sample(i + step, $0)) > Self.roughness
                }
            }
            var between = 0, rough = 0, other = 0
            for i in 0..<count {
                var least = 255, most = 0, away = 0, product = 0
                for c in 0..<channels {
                    let value = sample(i, c)
                    (least, most) = (min(least, value), max(most, value))
                    away = max(away, abs(value - mark[c]))
                    product += value * mark[c]
                }
                if most <= Self.tolerance || least >= 255 - Self.tolerance || away <= Self.tolerance { continue }
                between += 1
                let (x, y) = (i % w, i / w)
                if x > 0 && x < w - 1 && isRough(i, 1) || y > 0 && y < h - 1 && isRough(i, w) { rough += 1 }
                // The nearest point between black and the mark.
                if squared > 0, most - least > Self.distance {
                    let isOff = (0..<channels).contains {
                        abs(sample(i, $0) - mark[$0] * min(product, squared) / squared) > Self.distance
                    }
                    if isOff { other += 1 }
                } else if most - least > Self.distance {
                    other += 1
                }
            }
            return 2 * between > count && (50 * rough > count || 10 * other > count)
        }
    }

    /// The most frequent colour with a channel of 128 and above: the middle of a cell of 16 levels; zeros where there is none.
    private static func mark(_ bitmap: Bitmap) -> [Int] {
        let channels = bitmap.channels
        var counts = [Int](repeating: 0, count: 4096)
        var sums = [Int](repeating: 0, count: 4096 * channels)
        for start in stride(from: 0, to: bitmap.pixels.count, by: channels) {
            var cell = 0, isLight = false
            for c in 0..<channels {
                let value = bitmap.pixels[start + c]
                cell = cell << 4 | Int(value >> 4)
                isLight = isLight || value >= 128
            }
            guard isLight else { continue }
            counts[cell] += 1
            for c in 0..<channels { sums[cell * channels + c] += Int(bitmap.pixels[start + c]) }
        }
        guard let cell = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[cell] > 0 else {
            return [Int](repeating: 0, count: channels)
        }
        return (0..<channels).map { sums[cell * channels + $0] / counts[cell] }
    }

    /// The largest channel of each pixel.
    static func largestChannel(_ bitmap: Bitmap) -> [UInt8] {
        if bitmap.channels == 1 { return bitmap.pixels }
        return (0..<bitmap.width * bitmap.height).map { i in
            max(bitmap.pixels[3 * i], bitmap.pixels[3 * i + 1], bitmap.pixels[3 * i + 2])
        }
    }

    /// Whether all pixels are grey, up to the noise of a JPEG.
    static func areNeutral(_ bitmap: Bitmap) -> Bool {
        if bitmap.channels == 1 { return true }
        return bitmap.pixels.withUnsafeBufferPointer { pixels in
            for i in stride(from: 0, to: pixels.count, by: 3) {
                let (r, g, b) = (pixels[i], pixels[i + 1], pixels[i + 2])
                if max(r, g, b) - min(r, g, b) > distance { return false }
            }
            return true
        }
    }

    /// Whether the pixels of `bitmap` that `alpha` shows have at most 16 colours, of 16 levels each.
    static func areFew(_ bitmap: Bitmap, where alpha: Bitmap) -> Bool {
        var colors: Set<Int> = [], last = -1
        for (i, opacity) in alpha.pixels.enumerated() where opacity >= 128 {
            var color = 0
            for c in i * bitmap.channels..<(i + 1) * bitmap.channels { color = color << 4 | Int(bitmap.pixels[c] >> 4) }
            if color == last { continue }
            last = color
            if colors.insert(color).inserted, colors.count > 16 { return false }
        }
        return true
    }

    /// Whether the image is a map of labels: at most 32 colours of which a dark one fills an area, not only an edge. In grey, only an
    /// image without a light pixel is one, as 0 and 1 for false and true.
    /// - Parameter values: `largestChannel`.
    static func areLabels(_ bitmap: Bitmap, _ values: [UInt8], isGray: Bool) -> Bool {
        let hasLight = values.contains { $0 >= 128 }
        if hasLight && isGray { return false }
        let channels = bitmap.channels, w = bitmap.width
        func color(_ i: Int) -> Int {
            (i * channels..<(i + 1) * channels).reduce(0) { $0 << 8 | Int(bitmap.pixels[$1]) }
        }
        var colors: Set<Int> = [], last = -1, hasArea = false
        for i in values.indices {
            let own = color(i)
            if own != last {
                last = own
                if colors.insert(own).inserted, colors.count > 32 { return false }
            }
            // A dark colour above, below, left and right too.
            if !hasArea, values[i] > 0, values[i] < 128, i % w > 0, i % w < w - 1, i >= w, i + w < values.count {
                hasArea = [i - 1, i + 1, i - w, i + w].allSatisfy { color($0) == own }
            }
        }
        return hasLight ? hasArea : colors.count > 1
    }
}
