/// Descriptions of the conversions that reading an image file makes.
enum Conversions {
    static let rounding = "16 bits a sample were rounded to 8"
    static let palette = "palette colours became RGB"
    static let dynamicRange = "its high dynamic range (PQ or HLG) was taken as sRGB, so that it looks flat"
    static let animation = "of the animation only the first image was read"

    /// - Parameters:
    ///   - bytes: a PNG that was decoded.
    ///   - keepsSamples: whether 16 bits and the transfer curve are kept.
    ///   - hasProfile: whether libpng accepted the profile.
    static func ofPNG(_ bytes: [UInt8], keepsSamples: Bool, hasProfile: Bool) -> [String] {
        guard bytes.count > 33 else { return [] }
        var found: [String] = []
        // A signature of 8 bytes, then IHDR: length, name, width, height, bit depth, colour type.
        if bytes[24] == 16, !keepsSamples { found.append(rounding) }
        if bytes[25] == 3 { found.append(palette) }
        var position = 8
        while position + 12 <= bytes.count {
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            let data = bytes[min(position + 8, bytes.count)..<min(position + 8 + length, bytes.count)]
            if name == "IDAT" { break }
            if name == "acTL" { found.append(animation) }
            // cICP's second byte is the transfer curve, numbered as in video (ITU-T H.273): 16 is PQ, 18 is HLG.
            if name == "cICP", data.count == 4, [16, 18].contains(data[data.startIndex + 1]) {
                found.append(dynamicRange)
            }
            if name == "iCCP", !hasProfile {
                found.append("its colour profile does not fit a PNG of its kind and was left out")
            }
            if name == "gAMA", data.count == 4, !(10_000...1_000_000).contains(data.reduce(0) { $0 << 8 | Int($1) }) {
                found.append("its gAMA is impossible and was left out")
            }
            position += 12 + length
        }
        return found
    }
}
