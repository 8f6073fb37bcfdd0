package import Raster

/// Where the masks of images come from: one for all, one for each by its name, or the images themselves.
package enum RepairMaskSource: Sendable {
    /// The transparent pixels of each image.
    case transparency
    /// None: whole images are repaired.
    case whole
    /// `name` is the path of the mask's file where it has one.
    case one(MaskReading, name: String, hasFile: Bool = true)
    case folder(MaskNames)

    /// Reads a mask, or lists a folder of masks.
    /// - Parameter images: the folder of the images that are repaired, where it is one.
    /// - Throws: `MaskError`, `RepairError`.
    package static func open(_ path: String, inverted: Bool, images: String? = nil) throws -> RepairMaskSource {
        if FileState(path) == .folder {
            return .folder(try MaskNames(folder: path, images: images, inverted: inverted))
        }
        let reading = try MaskReading.read(path)
        return .one(inverted ? reading.inverted : reading, name: path)
    }

    package var isTransparency: Bool {
        if case .transparency = self { true } else { false }
    }

    /// The mask's name in errors; `image` where the mask is the image's own.
    package func name(for image: String) -> String {
        switch self {
        case .transparency, .whole: image
        case .one(_, let name, _): name
        case .folder(let names): (try? names.path(for: image)) ?? names.folder
        }
    }

    /// The file that the mask of an image is read from; nil for the image itself.
    package func file(for image: String) -> String? {
        switch self {
        case .transparency, .whole: nil
        case .one(_, let name, let hasFile): hasFile ? name : nil
        case .folder(let names): try? names.path(for: image)
        }
    }

    /// The mask of an image, at its size; nil for an image without transparent pixels.
    ///
    /// A mask of other proportions is refused, one of the same proportions is scaled.
    /// - Parameter turnsMask: whether the mask is of the stored image and is turned as that was.
    /// - Throws: `MaskError`, `RepairError.noMaskOfThisName`, `.ambiguousMask`, `.maskSize`, `.maskNotTurned`.
    package func reading(for image: String, _ contents: ImageFile.Contents, turnsMask: Bool = false) throws
        -> MaskReading?
    {
        switch self {
        case .transparency: return MaskReading(transparencyOf: contents)
        case .whole: return nil
        case .one(let reading, let name, _): return try Self.fitted(reading, name, contents, turnsMask)
        case .folder(let names):
            let path = try names.path(for: image), reading = try MaskReading.read(path)
            return try Self.fitted(names.isInverted ? reading.inverted : reading, path, contents, turnsMask)
        }
    }

    /// A mask at the size of its image, see `reading`.
    /// - Throws: `RepairError.maskSize`, `.maskNotTurned`.
    package static func fitted(
        _ reading: MaskReading, _ name: String, _ contents: ImageFile.Contents, _ turnsMask: Bool
    ) throws(RepairError) -> MaskReading {
        try fitted(
            reading, name, width: contents.bitmap.width, height: contents.bitmap.height,
            orientation: contents.metadata.orientation, turnsMask: turnsMask)
    }

    /// A mask at the size of its image, which has the turned sides `width` and `height`.
    /// - Throws: `RepairError.maskSize`, `.maskNotTurned`.
    package static func fitted(
        _ reading: MaskReading, _ name: String, width: Int, height: Int, orientation: Orientation, turnsMask: Bool
    ) throws(RepairError) -> MaskReading {
        let isUpright = reading.hasProportions(ofWidth: width, height: height)
        let isStored = orientation.swapsSides && reading.hasProportions(ofWidth: height, height: width)
        if turnsMask, orientation != .upright, isStored || isUpright && !orientation.swapsSides {
            return reading.turned(orientation).scaled(toWidth: width, height: height)
        }
        guard isUpright else {
            let sizes = (reading.width, reading.height, width, height)
            if isStored {
                throw .maskNotTurned(
                    name: name, width: sizes.0, height: sizes.1, expectedWidth: sizes.2, expectedHeight: sizes.3)
            }
            throw .maskSize(
                name: name, width: sizes.0, height: sizes.1, expectedWidth: sizes.2, expectedHeight: sizes.3)
        }
        return reading.scaled(toWidth: width, height: height)
    }
}
