/// The headers of a Windows bitmap: the file's, the image's in any of its versions, bit fields and palette.
struct BMPHeader {
    enum Compression: Int {
        case none = 0, runs8, runs4, fields
        case fieldsWithAlpha = 6
    }

    /// The bits of a pixel that hold one channel.
    struct Field {
        var shift = 0, bits = 0

        init(_ mask: UInt32) {
            guard mask != 0 else { return }
            shift = mask.trailingZeroBitCount
            bits = min((mask >> UInt32(shift)).nonzeroBitCount, 16)
        }

        /// The channel scaled to 0...255; 0 without bits.
        func byte(of pixel: UInt32) -> UInt8 {
            guard bits > 0 else { return 0 }
            let top = (1 << bits) - 1
            return UInt8((Int(pixel >> UInt32(shift)) & top) * 255 / top)
        }
    }

    let width: Int
    let height: Int
    let isTopDown: Bool
    let bits: Int
    let compression: Compression
    /// Where the pixels start.
    let pixels: Int
    /// Red, green, blue, alpha.
    let fields: [Field]
    let palette: [(UInt8, UInt8, UInt8)]
    private let size: Int
    let resolution: ImageMetadata.Resolution?

    var rowBytes: Int { (width * bits + 31) / 32 * 4 }

    /// - Throws: `ImageError` for a header that is cut off, corrupt or of an unsupported kind.
    init(_ bytes: [UInt8], name: String) throws(ImageError) {
        func number(_ offset: Int, _ count: Int = 4) throws(ImageError) -> Int {
            guard offset + count <= bytes.count else { throw .truncated(name: name, format: .bmp) }
            return (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
        }
        func corrupt(_ reason: String) -> ImageError { .corrupt(name: name, format: .bmp, reason: reason) }

        pixels = try number(10)
        size = try number(14)
        let isOld = size == 12
        guard isOld || (40...4096).contains(size) else { throw corrupt("a header of \(size) bytes") }
        width = isOld ? try number(18, 2) : Int(Int32(truncatingIfNeeded: try number(18)))
        let signed = isOld ? try number(20, 2) : Int(Int32(truncatingIfNeeded: try number(22)))
        (height, isTopDown) = (abs(signed), signed < 0)
        bits = try number(isOld ? 24 : 28, 2)
        let kind = isOld ? 0 : try number(30)
        guard let compression = Compression(rawValue: kind) else {
            throw .otherKind(name: name, format: .bmp, reason: "compression \(kind)")
        }
        self.compression = compression
        guard width > 0, height > 0, width < 1 << 28, height < 1 << 28 else {
            throw corrupt("\(width) x \(signed) pixels")
        }
        let allowed: [Int] =
            switch compression {
            case .none: [1, 2, 4, 8, 16, 24, 32]
            case .runs8: [8]
            case .runs4: [4]
            case .fields, .fieldsWithAlpha: [16, 32]
            }
        guard allowed.contains(bits) else { throw corrupt("\(bits) bits a pixel") }

        let hasFields = compression == .fields || compression == .fieldsWithAlpha
        var masks: [UInt32] = bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF0000, 0xFF00, 0xFF, 0]
        if hasFields {
            for c in 0..<3 { masks[c] = UInt32(try number(54 + 4 * c)) }
            if size >= 56 || compression == .fieldsWithAlpha { masks[3] = UInt32(try number(66)) }
        }
        fields = masks.map { Field($0) }

        var colors: [(UInt8, UInt8, UInt8)] = []
        if bits <= 8 {
            let used = isOld ? 0 : try number(46), entry = isOld ? 3 : 4
            let count = used == 0 || used > 256 ? 1 << bits : used
            // A short palette may run into the pixels.
            for i in 0..<count {
                let start = 14 + size + i * entry
                guard start + 3 <= bytes.count, start + 3 <= max(pixels, 14 + size) else { break }
                colors.append((bytes[start + 2], bytes[start + 1], bytes[start]))
            }
        }
        palette = colors
        let densities = isOld ? (0, 0) : (try number(38), try number(42)),
            inches = ImageMetadata.Resolution.inchesPerMeter
        resolution =
            (1..<1_000_000).contains(densities.0) && (1..<1_000_000).contains(densities.1)
            ? .init(x: Double(densities.0) / inches, y: Double(densities.1) / inches) : nil
        guard pixels >= 14 + size, pixels <= bytes.count else { throw .truncated(name: name, format: .bmp) }
    }

    /// The profile that the fifth version of the header may point to.
    func profile(_ file: [UInt8]) -> [UInt8]? {
        func number(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) } }
        let embedded = 0x4D42_4544
        guard size >= 124, file.count >= 138, number(70) == embedded else { return nil }
        let start = 14 + number(126), count = number(130)
        return count > 0 && start + count <= file.count ? Array(file[start..<start + count]) : nil
    }
}
