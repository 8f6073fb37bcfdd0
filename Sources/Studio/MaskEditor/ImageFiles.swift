import Glibc
import Raster

/// The files that belong to an image: its mask, the autosave of the mask, its repaired image.
///
/// "photo.mask.png" for "photo.jpg". Where the folder has another image of this name with another ending, the ending is kept,
/// "photo.jpg.mask.png", so that no two images share a file.
package struct ImageFiles: Sendable, Hashable {
    package let image: String
    /// The names of the other images of the folder that differ from this one in their ending only.
    package let others: [String]
    /// Whether the names below keep the image's ending.
    private let keepsEnding: Bool

    /// - Parameter keepsEnding: also without other images, because such files exist.
    package init(_ image: String, others: [String] = [], keepsEnding: Bool = false) {
        (self.image, self.others, self.keepsEnding) = (image, others, keepsEnding || !others.isEmpty)
    }

    /// Looks into the image's folder.
    package static func beside(_ image: String) -> ImageFiles {
        let own = ImageFiles(image), folder = image.dropLast(own.name.utf8.count)
        let names = FolderNames.list(folder.isEmpty ? "." : String(folder)) ?? []
        let others = names.filter {
            $0 != own.name && ImageFormat.isImage($0) && stem($0) == stem(own.name)
        }.sorted()
        let long = ImageFiles(image, keepsEnding: true)
        let hasLong = [long.mask, long.autosave].contains { FileState($0) != .missing }
        return ImageFiles(image, others: others, keepsEnding: hasLong)
    }

    /// The image's name in its folder.
    package var name: String { image.split(separator: "/").last.map(String.init) ?? image }

    package var mask: String { base + ".mask.png" }
    /// The autosaved mask: a crash or a lost connection loses at most ten seconds of painting.
    package var autosave: String { mask + "~" }
    package var repaired: String { base + ".repaired.png" }
    /// The repair that was not saved when a signal, or the end of the terminal, ended the studio.
    package var repairAutosave: String { base + ".autosave.repaired.png" }

    /// Deletes the autosave of the repair, after the repair was saved.
    func removeRepairAutosave() { _ = PathText.withSystemPath(repairAutosave) { unlink($0) } }

    /// Whether a name is that of a repaired image beside its image.
    package static func isRepaired(_ name: String) -> Bool { stem(name).hasSuffix(".repaired") }

    /// The same files without the image's ending: their names from before another image came into the folder.
    var short: ImageFiles { ImageFiles(image) }

    private var base: String { keepsEnding ? image : String(image.dropLast(name.count - Self.stem(name).count)) }

    /// "photo.one" for "photo.one.jpg"; ".hidden" has no ending.
    private static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }
}
