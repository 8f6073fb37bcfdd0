import Jobs
package import Raster
import Repair

/// An entry of the file list: a folder, or a file that may be an image.
package struct ImageEntry: Sendable, Hashable {
    package var name: String
    package var isFolder: Bool
    /// Bytes of a file.
    package var size: Int

    package init(_ name: String, isFolder: Bool = false, size: Int = 0) {
        (self.name, self.isFolder, self.size) = (name, isFolder, size)
    }

    /// The parent folder, the folders, then the images, each by name; without hidden files, masks and repaired images.
    /// - Throws: `FolderJobError.unreadable`.
    package static func list(_ folder: String) throws -> [ImageEntry] {
        guard let all = FolderNames.list(folder) else { throw FolderJobError.unreadable(folder: folder) }
        let names = all.filter { !$0.hasPrefix(".") }.sorted()
        var folders: [ImageEntry] = [], files: [ImageEntry] = []
        for name in names {
            let path = join(folder, name)
            switch FileState(path) {
            case .folder: folders.append(ImageEntry(name, isFolder: true))
            case .file where ImageFormat.isImage(name) && !isOwn(name):
                files.append(ImageEntry(name, size: FolderNames.facts(path)?.size ?? 0))
            default: break
            }
        }
        return [ImageEntry("..", isFolder: true)] + folders + files
    }

    /// Whether a name is that of a file beside an image that this program wrote: no image to repair.
    static func isOwn(_ name: String) -> Bool { MaskNames.isMask(name) || ImageFiles.isRepaired(name) }

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
            return .unreadable(error.inStudio)
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
