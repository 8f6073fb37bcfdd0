extension ImageReader {
    /// A Windows bitmap: 1 to 32 bits, palettes, bit fields, run lengths.
    func bmp() throws(ImageError) -> DecodedImage {
        let header = try BMPHeader(bytes, name: name)
        let (width, height) = (header.width, header.height)
        guard width * height <= 1 << 28 else { throw .tooLarge(name: name, width: width, height: height) }
        // Run lengths may leave out pixels, but only so many for each byte.
        let isRuns = header.compression == .runs4 || header.compression == .runs8
        let needed = isRuns ? width * height / 65_536 : header.rowBytes * height
        guard bytes.count - header.pixels >= needed else { throw .truncated(name: name, format: .bmp) }
        try checkMemory(width, height, 5)
        var decoded = DecodedImage(
            Bitmap(width: width, height: height, channels: 3, filledWith: 0), metadata: ImageMetadata(format: .bmp))
        if header.bits <= 8 {
            let indices = isRuns ? try runs(header) : plainIndices(header)
            // An index beyond the palette is black, as in other readers.
            var pixels: [UInt8] = []
            pixels.reserveCapacity(width * height * 3)
            for index in indices {
                let color = Int(index) < header.palette.count ? header.palette[Int(index)] : (0, 0, 0)
                pixels.append(color.0)
                pixels.append(color.1)
                pixels.append(color.2)
            }
            decoded.bitmap.pixels = pixels
            decoded.conversions = [Conversions.palette]
        } else {
            decoded.bitmap.pixels = colors(header)
            if header.fields[3].bits > 0 {
                decoded.alpha = Bitmap(width: width, height: height, channels: 1, pixels: alpha(header))
            }
        }
        decoded.profile = header.profile(bytes)
        decoded.metadata.resolution = header.resolution
        return decoded
    }

    /// The start of a row of the image in the file, whose first row is usually the lowest.
    private func start(ofRow y: Int, _ header: BMPHeader) -> Int {
        header.pixels + (header.isTopDown ? y : header.height - 1 - y) * header.rowBytes
    }

    private func plainIndices(_ header: BMPHeader) -> [UInt8] {
        var indices: [UInt8] = []
        indices.reserveCapacity(header.width * header.height)
        let mask = UInt8(truncatingIfNeeded: (1 << header.bits) - 1)
        for y in 0..<header.height {
            let start = start(ofRow: y, header)
            for x in 0..<header.width {
                let bit = x * header.bits
                indices.append(bytes[start + bit / 8] >> UInt8(8 - header.bits - bit % 8) & mask)
            }
        }
        return indices
    }

    private func pixel(_ x: Int, _ start: Int, _ header: BMPHeader) -> UInt32 {
        let size = header.bits / 8, first = start + x * size
        return (0..<size).reduce(0) { $0 | UInt32(bytes[first + $1]) << UInt32(8 * $1) }
    }

    private func colors(_ header: BMPHeader) -> [UInt8] {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(header.width * header.height * 3)
        for y in 0..<header.height {
            let start = start(ofRow: y, header)
            for x in 0..<header.width {
                let value = pixel(x, start, header)
                for c in 0..<3 { pixels.append(header.fields[c].byte(of: value)) }
            }
        }
        return pixels
    }

    private func alpha(_ header: BMPHeader) -> [UInt8] {
        let values = (0..<header.height).flatMap { y in
            let start = start(ofRow: y, header)
            return (0..<header.width).map { x in header.fields[3].byte(of: pixel(x, start, header)) }
        }
        // Many writers leave the field 0 and mean an opaque image.
        return values.allSatisfy { $0 == 0 } ? values.map { _ in 255 } : values
    }

    /// The indices of a run-length coded image: pairs of count and value; count 0 ends a row or the image, jumps, or copies.
    private func runs(_ header: BMPHeader) throws(ImageError) -> [UInt8] {
        let (width, height) = (header.width, header.height), isNibbles = header.compression == .runs4
        var indices = [UInt8](repeating: 0, count: width * height), position = header.pixels, x = 0, y = 0
        func next() throws(ImageError) -> Int {
            guard position < bytes.count else { throw .truncated(name: name, format: .bmp) }
            position += 1
            return Int(bytes[position - 1])
        }
        func put(_ value: Int) {
            guard x < width, y < height else { return }
            indices[(header.isTopDown ? y : height - 1 - y) * width + x] = UInt8(value)
            x += 1
        }
        while y < height {
            let count = try next(), value = try next()
            if count > 0 {
                for i in 0..<count { put(isNibbles ? (i % 2 == 0 ? value >> 4 : value & 15) : value) }
                continue
            }
            switch value {
            case 0: (x, y) = (0, y + 1)
            case 1: return indices
            case 2:
                x += try next()
                y += try next()
            default:
                var byte = 0
                for i in 0..<value {
                    if !isNibbles || i % 2 == 0 { byte = try next() }
                    put(isNibbles ? (i % 2 == 0 ? byte >> 4 : byte & 15) : byte)
                }
                // Copied values fill whole 16-bit words.
                if (isNibbles ? (value + 1) / 2 : value) % 2 == 1 { _ = try next() }
            }
        }
        return indices
    }
}
