/// Endings of the names of image files, in lower case and without the dot.
package enum ImageEnding {
    package static let readable: Set<String> = [
        "png", "jpg", "jpeg", "jpe", "jfif", "webp", "tif", "tiff", "bmp", "gif", "avif", "heic", "heif",
    ]
    package static let writable: Set<String> = ["png", "jpg", "jpeg", "jpe", "jfif", "webp", "tif", "tiff"]

    /// The ending of a name or path, "" for none; ".png" alone is a name without ending.
    package static func of(_ path: String) -> String {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
