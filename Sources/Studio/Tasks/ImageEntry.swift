import Foundation
package import Raster

/// An entry of the file list: a folder, or a file that may be an image.
package struct ImageEntry: Sendable, Hashable {
    package var name: String
    package var isFolder: Bool
    /// Bytes of a file.
    package var size: Int

    package init(_ name: String, isFolder: Bool = false, size: Int = 0) {
        (self.name, self.isFolder, self.size) = (name, isFolder, size)
    }

    /// The parent folder, the folders, then the images, each by name; without hidden files.
    /// - Throws: an error of Foundation for a folder that cannot be read.
    static func list(_ folder: String) throws -> [ImageEntry] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        var folders: [ImageEntry] = [], files: [ImageEntry] = []
        for name in names {
            let path = join(folder, name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                folders.append(ImageEntry(name, isFolder: true))
            } else if ImageFormat.isImage(name) {
                let attributes = try? FileManager.default.attributesOfItem(atPath: path)
                files.append(ImageEntry(name, size: (attributes?[.size] as? NSNumber)?.intValue ?? 0))
            }
        }
        return [ImageEntry("..", isFolder: true)] + folders + files
    }

    /// A small copy of an image; large JPEG files are decoded at a reduced size.
    static func preview(_ path: String) -> ImagePreview {
        do throws(ImageError) {
            let bitmap = try ImageFile.read(path, displaySize: (side, side), partial: true).bitmap
            guard max(bitmap.width, bitmap.height) > side else { return .image(bitmap) }
            let scale = Double(side) / Double(max(bitmap.width, bitmap.height))
            return .image(
                bitmap.resampled(
                    width: max(Int(Double(bitmap.width) * scale), 1),
                    height: max(Int(Double(bitmap.height) * scale), 1)))
        } catch {
            return .unreadable(error.description)
        }
    }

    /// Largest side of a preview in pixels, more than its cells show.
    private static let side = 320

    /// The path of an entry: "a.png" in ".", "b/a.png" in "b", "/a.png" in "/"; ".." goes up.
    static func join(_ folder: String, _ name: String) -> String {
        if name == ".." {
            if folder == "." || folder.hasSuffix("..") { return folder == "." ? ".." : folder + "/.." }
            guard let slash = folder.lastIndex(of: "/") else { return "." }
            return slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
        return folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}

/// The preview of a file.
package enum ImagePreview: Sendable, Equatable {
    case image(Bitmap)
    case unreadable(String)
}
