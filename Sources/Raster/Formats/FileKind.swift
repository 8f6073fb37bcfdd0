/// The format of a file, from its first bytes.
enum FileKind: Equatable {
    case image(ImageFormat)
    /// A PNG whose signature shows that a transfer changed line ends or dropped the eighth bit (PNG specification, 5.2).
    case pngCopiedAsText
    /// An image or document format that is not supported.
    case other(String)
    case unknown

    init(_ bytes: [UInt8]) {
        func begins(_ text: String, at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: text.utf8)
        }
        func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }

        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        self =
            switch true {
            case begins(png), bytes.count >= 4 && png.starts(with: bytes): .image(.png)
            case begins([0xFF, 0xD8, 0xFF]): .image(.jpeg)
            case begins([0x89, 0x50, 0x4E, 0x47]), begins([0x09, 0x50, 0x4E, 0x47]), begins("\u{FFFD}PNG"):
                .pngCopiedAsText
            case begins("GIF87a"), begins("GIF89a"): .image(.gif)
            case begins("RIFF") && begins("WEBP", at: 8): .image(.webp)
            case begins("BM") && bytes.count >= 14: .image(.bmp)
            case begins([0x49, 0x49, 0x2A, 0]), begins([0x4D, 0x4D, 0, 0x2A]): .image(.tiff)
            case begins([0x49, 0x49, 0x2B, 0]), begins([0x4D, 0x4D, 0, 0x2B]): .image(.tiff)
            case begins("ftypavif", at: 4), begins("ftypavis", at: 4): .image(.avif)
            case begins("ftypmif1", at: 4) && bytes.prefix(64).contains("avif".utf8): .image(.avif)
            case begins("ftyphei", at: 4), begins("ftyphev", at: 4), begins("ftypmif1", at: 4),
                begins("ftypmsf1", at: 4):
                .image(.heif)
            case begins([0xFF, 0x0A]), begins([0, 0, 0, 0x0C]) && begins("JXL ", at: 4): .other("JPEG XL")
            case begins([0, 0, 0, 0x0C]) && begins("jP  ", at: 4), begins([0xFF, 0x4F, 0xFF, 0x51]): .other("JPEG 2000")
            case Self.isNetpbm(bytes): .other("PNM")
            case begins("8BPS"): .other("Photoshop (PSD)")
            case begins("qoif"): .other("QOI")
            case begins([0, 0, 1, 0]): .other("a Windows icon")
            case begins("%PDF"): .other("PDF")
            case begins("<svg"), begins("<?xml"): .other("SVG or other XML")
            default: .unknown
            }
    }

    /// "P1" to "P7" and white space.
    private static func isNetpbm(_ bytes: [UInt8]) -> Bool {
        bytes.count > 2 && bytes[0] == UInt8(ascii: "P") && (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(bytes[1])
            && [0x09, 0x0A, 0x0D, 0x20].contains(bytes[2])
    }
}
