/// What reading changes of a picture file beyond its encoding, in words: told from the file's head, as users who keep originals want to know.
enum Conversions {
    /// - Parameter bytes: a PNG that was decoded.
    static func ofPNG(_ bytes: [UInt8]) -> [String] {
        guard bytes.count > 33 else { return [] }
        var found: [String] = []
        // Signature of 8 bytes, then IHDR: length, name, width, height, bits, kind of colour.
        if bytes[24] == 16 { found.append("16 bits a sample were rounded to 8") }
        if bytes[25] == 3 { found.append("palette colours became RGB") }
        var place = 8
        while place + 12 <= bytes.count {
            let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
            if name == "IDAT" { break }
            if name == "acTL" { found.append("of the animation only the first picture was read") }
            place += 12 + length
        }
        return found
    }

    /// - Parameter bytes: a JPEG that was decoded.
    static func ofJPEG(_ bytes: [UInt8]) -> [String] {
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            // A fill byte before a marker.
            if marker == 0xFF { place += 1; continue }
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame { return bytes[place + 9] == 4 ? ["CMYK colours became RGB"] : [] }
            place += 2 + (Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
        }
        return []
    }
}
