/// Descriptions of the conversions that reading an image file makes, from its header.
enum Conversions {
    /// - Parameter bytes: a PNG that was decoded.
    static func ofPNG(_ bytes: [UInt8]) -> [String] {
        guard bytes.count > 33 else { return [] }
        var found: [String] = []
        // A signature of 8 bytes, then IHDR: length, name, width, height, bit depth, colour type.
        if bytes[24] == 16 { found.append("16 bits a sample were rounded to 8") }
        if bytes[25] == 3 { found.append("palette colours became RGB") }
        var position = 8
        while position + 12 <= bytes.count {
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            if name == "IDAT" { break }
            if name == "acTL" { found.append("of the animation only the first image was read") }
            position += 12 + length
        }
        return found
    }

    /// - Parameter bytes: a JPEG that was decoded.
    static func ofJPEG(_ bytes: [UInt8]) -> [String] {
        var position = 2
        while position + 9 < bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            // A fill byte may precede a marker.
            if marker == 0xFF { position += 1; continue }
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame { return bytes[position + 9] == 4 ? ["CMYK colours became RGB"] : [] }
            position += 2 + (Int(bytes[position + 2]) << 8 | Int(bytes[position + 3]))
        }
        return []
    }
}
