import Raster

/// Downsampling with two area means: in linear light and of the sRGB bytes.
///
/// In areas of fine detail the mean of light is right: the eye sees a fine black and white chequerboard as sRGB 188, not 128. On edges
/// and isolated dots the mean of bytes is the nearest colour. Therefore the difference of the two means is filtered by a morphological
/// opening (Serra 1982) of 3x3 pixels, which keeps areas and removes lines and dots, and added to the mean of bytes.
struct AreaMeans {
    let width, height, channels: Int
    /// True where a pixel covers more than one source pixel.
    private let shrinks: Bool
    /// Means of the bytes, 0...255, channels interleaved.
    private(set) var bytes: [Float] = []
    /// Means of the light, as sRGB bytes; empty unless the image shrinks.
    private(set) var light: [UInt8] = []

    /// - Complexity: O(pixels of the bitmap + pixels of the result).
    init(of bitmap: Bitmap, width: Int, height: Int) {
        (self.width, self.height, channels) = (width, height, bitmap.channels)
        shrinks = width < bitmap.width || height < bitmap.height
        let across = Coverage(from: bitmap.width, to: width), down = Coverage(from: bitmap.height, to: height)
        let scale = across.scale * down.scale, stride = bitmap.width * channels
        let ofByte = SRGB.linear, identity = (0...255).map { Float($0) }
        bytes.reserveCapacity(width * height * channels)
        if shrinks { light.reserveCapacity(width * height * channels) }
        var byteRow = [Float](repeating: 0, count: stride), lightRow = byteRow

        for y in 0..<height {
            let rows = down[y]
            Self.gather(bitmap, rows, identity, into: &byteRow)
            across.forEachMean(of: byteRow, channels: channels) { bytes.append($0 * scale) }
            guard shrinks else { continue }
            Self.gather(bitmap, rows, ofByte, into: &lightRow)
            across.forEachMean(of: lightRow, channels: channels) { light.append(SRGB.byte(ofLinear: $0 * scale)) }
        }
    }

    /// The weighted sum of the rows of `piece`, each sample mapped by `table`.
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

    /// The resulting bytes, channels interleaved.
    func samples() -> [UInt8] {
        guard shrinks else { return bytes.map { UInt8($0.rounded()) } }
        let difference = zip(light, bytes).map { Float($0) - $1 }
        let opened = extremum(extremum(difference, min), max)
        return zip(bytes, opened).map { UInt8(min(max(($0 + $1).rounded(), 0), 255)) }
    }

    /// An erosion (with `min`) or dilation (with `max`) by 3x3 pixels in each channel.
    private func extremum(_ values: [Float], _ choose: (Float, Float) -> Float) -> [Float] {
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
