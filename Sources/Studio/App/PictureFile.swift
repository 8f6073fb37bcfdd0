import Foundation
package import Raster

/// An entry of the picture browser: a folder, or a file that may be a picture.
package struct PictureFile: Sendable, Hashable {
    package var name: String
    package var isFolder: Bool
    /// Bytes of a file.
    package var size: Int

    package init(_ name: String, isFolder: Bool = false, size: Int = 0) {
        (self.name, self.isFolder, self.size) = (name, isFolder, size)
    }

    private static let endings: Set<String> = ["png", "jpg", "jpeg"]

    /// The folder above, folders, then pictures, each by name; what is hidden is left out.
    /// - Throws: what Foundation says of a folder that cannot be read.
    static func list(_ folder: String) throws -> [PictureFile] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        var folders: [PictureFile] = [], files: [PictureFile] = []
        for name in names {
            let path = join(folder, name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                folders.append(PictureFile(name, isFolder: true))
            } else if endings.contains(name.split(separator: ".").last.map { $0.lowercased() } ?? "") {
                let attributes = try? FileManager.default.attributesOfItem(atPath: path)
                files.append(PictureFile(name, size: (attributes?[.size] as? NSNumber)?.intValue ?? 0))
            }
        }
        return [PictureFile("..", isFolder: true)] + folders + files
    }

    /// A small copy to look at; large JPEGs are decoded reduced.
    static func preview(_ path: String) -> PicturePreview {
        do throws(PictureError) {
            let bitmap = try Picture.read(path, enough: (side, side)).bitmap
            guard max(bitmap.width, bitmap.height) > side else { return .picture(bitmap) }
            let scale = Double(side) / Double(max(bitmap.width, bitmap.height))
            return .picture(bitmap.resampled(width: max(Int(Double(bitmap.width) * scale), 1),
                                             height: max(Int(Double(bitmap.height) * scale), 1)))
        } catch {
            return .unreadable(error.description)
        }
    }

    /// More than the preview's cells show.
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

/// What the browser shows of a file.
package enum PicturePreview: Sendable, Equatable {
    case picture(Bitmap)
    case unreadable(String)
}
