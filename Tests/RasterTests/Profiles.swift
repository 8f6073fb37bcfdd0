import Raster

/// Colour profiles made here: grey with a power curve, and inks with the light that all let through.
enum Profiles {
    /// Display P3: white, red, green, blue.
    static let p3 = [0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060]

    private static func big(_ number: Int, _ count: Int = 4) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - 1 - $0))) }
    }

    private static func profile(_ kind: String, _ space: String, _ connection: String, _ tags: [(String, [UInt8])])
        -> [UInt8]
    {
        var table = big(tags.count), data: [UInt8] = []
        for (name, bytes) in tags {
            table += Array(name.utf8) + big(132 + 12 * tags.count + data.count) + big(bytes.count)
            data += bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
        }
        var header =
            big(128 + table.count + data.count) + big(0) + [2, 0x40, 0, 0] + Array((kind + space + connection).utf8)
        header += [UInt8](repeating: 0, count: 12) + Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
        header += big(0xF6D6) + big(0x10000) + big(0xD32D)
        return header + [UInt8](repeating: 0, count: 128 - header.count) + table + data
    }

    private static let white = Array("XYZ ".utf8) + big(0) + big(0xF6D6) + big(0x10000) + big(0xD32D)

    /// Grey whose light is the sample to the power of `gamma`.
    static func grey(gamma: Double) -> [UInt8] {
        let curve = Array("curv".utf8) + big(0) + big(1) + big(Int(gamma * 256), 2)
        return profile("mntr", "GRAY", "XYZ ", [("wtpt", white), ("kTRC", curve)])
    }

    /// CMYK: no ink is white, any of cyan, magenta and yellow takes a third of the lightness, black takes all.
    static let inks: [UInt8] = {
        let ramp = (0...255).map { UInt8($0) }, matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1].flatMap { big($0 * 0x10000) }
        var nodes: [UInt8] = []
        for node in 0..<16 {
            let colors = (node >> 1 & 1) + (node >> 2 & 1) + (node >> 3 & 1)
            nodes += [node & 1 == 1 ? 0 : UInt8(255 - 85 * colors), 128, 128]
        }
        let table =
            Array("mft1".utf8) + big(0) + [4, 3, 2, 0] + matrix + (0..<4).flatMap { _ in ramp } + nodes
            + (0..<3).flatMap { _ in ramp }
        return profile("prtr", "CMYK", "Lab ", [("wtpt", white), ("A2B0", table)])
    }()

    /// A JPEG segment or a PNG chunk put behind the header of a file.
    static func inserted(_ profile: [UInt8], intoJPEG file: [UInt8]) -> [UInt8] {
        let content = Array("ICC_PROFILE\0".utf8) + [1, 1] + profile
        return [0xFF, 0xD8, 0xFF, 0xE2] + big(content.count + 2, 2) + content + file.dropFirst(2)
    }

    static func chunk(_ name: String, _ data: [UInt8], inPNG file: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return Array(file[..<33]) + big(data.count) + body + Checksums.crc(body) + Array(file[33...])
    }
}
