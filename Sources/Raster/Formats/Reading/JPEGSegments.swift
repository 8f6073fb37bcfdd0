/// The metadata in the segments of a JPEG before its pixels.
struct JPEGSegments {
    static let exifName = Array("Exif\0\0".utf8)
    static let xmpName = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    /// The most bytes of a segment's contents.
    static let largest = 65_533

    private(set) var exif: EXIF?
    private(set) var xmp: [UInt8]?
    /// The comments, of UTF-8 or Latin-1.
    private(set) var comments: [String] = []

    init(_ file: [UInt8]) {
        let (application1, comment, startOfScan, endOfImage): (UInt8, UInt8, UInt8, UInt8) = (0xE1, 0xFE, 0xDA, 0xD9)
        var position = 2
        while position + 4 <= file.count, file[position] == 0xFF {
            let marker = file[position + 1]
            if marker == 0xFF {
                // Fill bytes may precede a marker.
                position += 1
                continue
            }
            if marker == startOfScan || marker == endOfImage { return }
            let length = Int(file[position + 2]) << 8 | Int(file[position + 3]), end = position + 2 + length
            guard length >= 2, end <= file.count else { return }
            let content = file[(position + 4)..<end]
            if marker == application1, exif == nil, content.starts(with: Self.exifName) {
                exif = EXIF(content.dropFirst(Self.exifName.count))
            } else if marker == application1, xmp == nil, content.starts(with: Self.xmpName) {
                xmp = Array(content.dropFirst(Self.xmpName.count))
            } else if marker == comment, comments.count < 64 {
                comments.append(Self.text(content))
            }
            position = end
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let bytes = bytes.filter { $0 != 0 }
        return String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
