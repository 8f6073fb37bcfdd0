import Raster

/// What each pixel of a smaller picture covers of the larger one, averaged twice: in linear light, and as bytes.
///
/// The mean of light is what the eye sees of detail too fine for it: a chequerboard of black and white is sRGB 188 from
/// afar, not 128. The mean of bytes is the nearest single colour to what is covered, and where a pixel lies on an edge
/// between two areas, or on a lone star, that is what is asked for: nothing there is too fine for the eye but the pixel
/// too coarse. So the light's part is taken where it fills an area: the difference of the two means goes through a
/// morphological opening (Serra 1982) by 3x3 pixels, which keeps what covers areas and drops lines and dots.
struct AreaMeans {
    let width, height, channels: Int
    /// Whether a pixel covers more than one of the picture somewhere.
    private let shrinks: Bool
    /// Means of the bytes, 0...255, channels interleaved.
    private(set) var bytes: [Float] = []
    /// Bytes whose light is the mean of the light; empty when nothing shrinks.
    private(set) var light: [UInt8] = []

    /// - Complexity: O(pixels of the bitmap + pixels of the result).
    init(of bitmap: Bitmap, width: Int, height: Int) {
        (self.width, self.height, channels) = (width, height, bitmap.channels)
        shrinks = width < bitmap.width || height < bitmap.height
        let across = Coverage(from: bitmap.width, to: width), down = Coverage(from: bitmap.height, to: height)
        let scale = across.scale * down.scale, stride = bitmap.width * channels
        let ofByte = SRGB.linear, asIs = (0...255).map { Float($0) }
        bytes.reserveCapacity(width * height * channels)
        if shrinks { light.reserveCapacity(width * height * channels) }
        var byteRow = [Float](repeating: 0, count: stride), lightRow = byteRow

        for y in 0..<height {
            let rows = down[y]
            Self.gather(bitmap, rows, asIs, into: &byteRow)
            across.forEachMean(of: byteRow, channels: channels) { bytes.append($0 * scale) }
            guard shrinks else { continue }
            Self.gather(bitmap, rows, ofByte, into: &lightRow)
            across.forEachMean(of: lightRow, channels: channels) { light.append(SRGB.byte(ofLinear: $0 * scale)) }
        }
    }

    /// The rows that `piece` covers, each sample through `table`, added up by how much of them is covered.
    private static func gather(_ bitmap: Bitmap, _ piece: Coverage.Piece, _ table: [Float], into sums: inout [Float]) {
        for source in piece.first...piece.last {
            let weight = piece.weight(of: source), start = source * sums.count
            if source == piece.first {
                for i in sums.indices { sums[i] = weight * table[Int(bitmap.pixels[start + i])] }
            } else {
                for i in sums.indices { sums[i] += weight * table[Int(bitmap.pixels[start + i])] }
            }
        }
    }

    /// The bytes to show, channels interleaved.
    func samples() -> [UInt8] {
        guard shrinks else { return bytes.map { UInt8($0.rounded()) } }
        let gain = zip(light, bytes).map { Float($0) - $1 }
        let kept = spread(spread(gain, min), max)
        return zip(bytes, kept).map { UInt8(min(max(($0 + $1).rounded(), 0), 255)) }
    }

    /// Every value replaced by the least (or greatest) within one pixel of it in its channel: an erosion (a dilation).
    private func spread(_ values: [Float], _ choose: (Float, Float) -> Float) -> [Float] {
        let stride = width * channels
        var across = values, result = values
        for y in 0..<height {
            for i in y * stride..<(y + 1) * stride {
                if i - channels >= y * stride { across[i] = choose(across[i], values[i - channels]) }
                if i + channels < (y + 1) * stride { across[i] = choose(across[i], values[i + channels]) }
            }
        }
        for y in 0..<height {
            for i in y * stride..<(y + 1) * stride {
                var value = across[i]
                if y > 0 { value = choose(value, across[i - stride]) }
                if y < height - 1 { value = choose(value, across[i + stride]) }
                result[i] = value
            }
        }
        return result
    }
}
