/// The image formats that are read, with the endings of their files: the one list of both.
package enum ImageFormat: String, Sendable, Hashable, CaseIterable {
    case png = "PNG"
    case jpeg = "JPEG"
    case webp = "WebP"
    case tiff = "TIFF"
    case gif = "GIF"
    case bmp = "BMP"
    case heif = "HEIF"
    case avif = "AVIF"

    /// The endings of its files, lower case, the usual one first.
    package var endings: [String] {
        switch self {
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .webp: ["webp"]
        case .tiff: ["tiff", "tif"]
        case .gif: ["gif"]
        case .bmp: ["bmp", "dib"]
        case .heif: ["heic", "heif"]
        case .avif: ["avif"]
        }
    }

    /// Whether images can be written in it.
    package var isWritable: Bool {
        switch self {
        case .png, .jpeg, .webp, .tiff: true
        case .gif, .bmp, .heif, .avif: false
        }
    }

    /// Endings of files that can be read, lower case.
    package static let readableEndings = Set(allCases.flatMap(\.endings))

    /// The names of the formats that are read, for help and errors: "PNG, JPEG, WebP, TIFF, GIF, BMP, HEIF or AVIF".
    package static let names = {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    }()

    /// The endings of files that can be written: ".png, .jpg, .jpeg ...".
    package static let writableEndings = allCases.filter(\.isWritable).flatMap(\.endings).map { "." + $0 }
        .joined(separator: ", ")

    /// Whether the name of a file has the ending of an image, in any case.
    package static func isImage(_ path: String) -> Bool { ending(of: path).map(readableEndings.contains) ?? false }

    /// The format to write to `path`, by its ending in any case; devices and pipes take PNG.
    /// - Throws: `ImageError.unknownEnding`.
    package init(writing path: String) throws(ImageError) {
        if path.hasPrefix("/dev/") {
            self = .png
            return
        }
        let ending = Self.ending(of: path)
        guard let ending, let format = Self.allCases.first(where: { $0.isWritable && $0.endings.contains(ending) })
        else { throw .unknownEnding(path: path, ending: ending ?? "") }
        self = format
    }

    /// The letters after the last dot of the last part, lower case; nil without one.
    package static func ending(of path: String) -> String? {
        let bytes = path.utf8, slash = UInt8(ascii: "/"), point = UInt8(ascii: ".")
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes[bytes.index(before: end)] == slash { end = bytes.index(before: end) }
        guard let dot = bytes[..<end].lastIndex(where: { $0 == point || $0 == slash }), bytes[dot] == point,
            dot > bytes.startIndex, bytes[bytes.index(before: dot)] != slash
        else { return nil }
        return path[bytes.index(after: dot)..<end].lowercased()
    }
}
