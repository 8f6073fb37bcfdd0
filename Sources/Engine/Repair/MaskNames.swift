import Raster

/// A folder of masks with the names of images: "a.jpg.mask.png", "a.jpg.png", "a.mask.png" or "a.png" for "a.jpg".
package struct MaskNames: Sendable {
    package let folder: String
    let isInverted: Bool
    /// The folder of the images, whose folders the mask folder repeats; nil for one image.
    private let images: String?
    private let isFolderOfImages: Bool
    /// The names of masks and of images, by their path without ending.
    private let masks: [String: [String]], inputs: [String: [String]]

    /// Lists both folders once.
    /// - Throws: `RepairError.noMaskOfThisName` for a mask folder that cannot be listed.
    init(folder: String, images: String?, inverted: Bool) throws(RepairError) {
        guard let masks = FolderNames.below(folder) else {
            throw .noMaskOfThisName(image: images ?? "", folder: folder)
        }
        let resolved = FolderNames.resolved
        (self.folder, isInverted, self.images) = (folder, inverted, images)
        isFolderOfImages = images.map { resolved($0) == resolved(folder) } ?? false
        self.masks = Self.byStem(masks)
        inputs = Self.byStem(images.flatMap(FolderNames.below) ?? [])
    }

    private static func byStem(_ paths: [String]) -> [String: [String]] {
        let files = paths.filter { ImageFormat.isImage($0) }.sorted()
        return Dictionary(grouping: files, by: stem)
    }

    private static func stem(_ path: String) -> String {
        ImageFormat.ending(of: path).map { String(path.dropLast($0.count + 1)) } ?? path
    }

    /// Whether a name is that of a mask beside its image.
    package static func isMask(_ name: String) -> Bool {
        stem(name) != name && ImageFormat.ending(of: stem(name)) == "mask"
    }

    /// The path of the mask of an image.
    ///
    /// A name without the image's ending is used only where no other image of the folder has this name with another ending.
    /// - Throws: `RepairError.noMaskOfThisName`, `.ambiguousMask`.
    func path(for image: String) throws(RepairError) -> String {
        let below =
            images.flatMap { image.hasPrefix($0 + "/") ? String(image.dropFirst($0.count + 1)) : nil }
            ?? image.split(separator: "/").last.map(String.init) ?? image
        let stem = Self.stem(below)
        // In the folder of the images, only the names of masks are masks.
        for key in isFolderOfImages
            ? [below + ".mask", stem + ".mask"] : [below + ".mask", below, stem + ".mask", stem]
        {
            guard let found = masks[key], let mask = found.first else { continue }
            let others = key.hasPrefix(below) ? [] : (inputs[stem] ?? []).filter { $0 != below }
            guard found.count == 1, others.isEmpty else {
                throw .ambiguousMask(image: image, masks: found, images: others)
            }
            return "\(folder)/\(mask)"
        }
        throw .noMaskOfThisName(image: image, folder: folder)
    }
}
