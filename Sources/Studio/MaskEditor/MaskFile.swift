import Glibc
package import Raster
import Repair

/// Mask files: lossless PNG, one channel, 255 for pixels to repair, below 128 for those of a feather.
///
/// Text chunks hold the width of the feather, and the name of the image that the mask was painted on.
package enum MaskFile {
    /// A mask that was read.
    package struct Contents: Sendable {
        package var mask: MaskPlane
        /// The file's size where the mask was scaled; nil where the size was the image's.
        package var scaledFrom: (width: Int, height: Int)?
        /// How the file marks pixels, and a hint; empty for a mask of the editor.
        package var reading: String

        package init(mask: MaskPlane, scaledFrom: (width: Int, height: Int)? = nil, reading: String = "") {
            (self.mask, self.scaledFrom, self.reading) = (mask, scaledFrom, reading)
        }

        /// "loaded the mask m.png, scaled from 8x8 to the image's size".
        package func notice(_ path: String) -> String {
            let size = scaledFrom.map { ", scaled from \($0.width)x\($0.height) to the image's size" } ?? ""
            return "loaded the mask \(path)\(size)" + (reading.isEmpty ? "" : "; \(reading)")
        }
    }

    /// The mask to start from, nil for an empty one, with a line for the user.
    package struct Start: Sendable {
        package var mask: MaskPlane?
        package var notice = ""
    }

    private static let imageKey = "tessera.mask.image"

    /// Reads the mask of an image of `width` x `height` pixels, which EXIF turned by `orientation`, as the other `read` does.
    /// - Throws: `MaskError`, `RepairError.maskSize`, `.maskNotTurned`.
    package static func read(
        _ path: String, width: Int, height: Int, orientation: Orientation = .upright, turnsMask: Bool = false
    ) throws -> Contents {
        contents(
            try RepairMaskSource.fitted(
                MaskReading.read(path), path, width: width, height: height, orientation: orientation,
                turnsMask: turnsMask))
    }

    /// Reads the mask of an image as `repair` does: one of other proportions is refused, and so is one that EXIF did not turn with the image.
    /// - Parameter turnsMask: whether the mask is of the stored image and is turned as that was.
    /// - Throws: `MaskError`, `RepairError.maskSize`, `.maskNotTurned`.
    package static func read(_ path: String, of image: ImageFile.Contents, turnsMask: Bool) throws -> Contents {
        contents(try RepairMaskSource.fitted(MaskReading.read(path), path, image, turnsMask))
    }

    private static func contents(_ reading: MaskReading) -> Contents {
        let text =
            [reading.source == .brightness ? nil : reading.text, reading.hint?.inStudio].compactMap(\.self)
            .joined(separator: "; ")
        return Contents(
            mask: MaskPlane(reading), scaledFrom: reading.scaledFrom.map { ($0.width, $0.height) }, reading: text)
    }

    /// - Throws: `ImageError.maskEnding` for a name that is not that of a PNG, or of the autosave of one.
    package static func checkName(_ path: String) throws(ImageError) {
        let name = path.hasSuffix("~") ? String(path.dropLast()) : path
        guard (try? ImageFormat(writing: name)) == .png else { throw .maskEnding(path: path) }
    }

    /// - Parameter image: the image that the mask was painted on; nil for none.
    /// - Throws: `ImageError`.
    package static func write(_ mask: MaskPlane, to path: String, of image: ImageFiles? = nil) throws(ImageError) {
        try checkName(path)
        let text =
            (image.map { [PNG.Text(key: imageKey, value: $0.name)] } ?? [])
            + (mask.feather > 0 ? [PNG.Text(key: MaskReading.featherKey, value: String(mask.feather))] : [])
        try PNG.write(mask.bitmap, text: text, to: path)
    }

    /// The path of an image's mask.
    package static func path(forImage image: String) -> String { ImageFiles.beside(image).mask }

    package static func autosavePath(forImage image: String) -> String { ImageFiles.beside(image).autosave }

    /// The mask to start from: the autosaved one, else the saved one, else the image's transparent pixels.
    ///
    /// A file whose name does not tell images apart ("a.mask.png" beside a.jpg and a.png) is used for the image that it was painted on; one
    /// that does not say so, for none. A saved mask that cannot be read does not prevent opening the image.
    package static func start(_ files: ImageFiles, _ contents: ImageFile.Contents) -> Start {
        let (width, height) = (contents.bitmap.width, contents.bitmap.height)
        var start = saved(files, width: width, height: height, contents.metadata.orientation)
        if start.mask == nil, start.notice.isEmpty, let reading = MaskReading(transparencyOf: contents) {
            start = Start(mask: MaskPlane(reading), notice: "the mask is the image's transparent pixels")
        }
        return start
    }

    private static func saved(_ files: ImageFiles, width: Int, height: Int, _ orientation: Orientation) -> Start {
        if let mask = recovered(files, width: width, height: height) {
            return Start(mask: mask, notice: "recovered the autosaved mask; delete clears it")
        }
        var path = files.mask
        if FileState(path) == .missing, !files.others.isEmpty, FileState(files.short.mask) != .missing {
            path = files.short.mask
            switch owner(path) {
            case files.name: break
            case let owner?:
                return Start(notice: "\(path) was painted on \(owner) and is not loaded; s saves \(files.mask)")
            case nil:
                return Start(
                    notice: "\(path) is not loaded: it may belong to \(files.others.joined(separator: " or ")); "
                        + "load-mask loads it")
            }
        }
        guard FileState(path) != .missing else { return Start() }
        do {
            let read = try read(path, width: width, height: height, orientation: orientation)
            return Start(
                mask: read.mask, notice: read.notice(path) + (path == files.mask ? "" : "; s saves \(files.mask)"))
        } catch RepairError.maskNotTurned(_, let width, let height, let turnedWidth, let turnedHeight) {
            return Start(
                notice: "\(path) is not loaded: it is \(width)x\(height), and EXIF turned the photo to "
                    + "\(turnedWidth)x\(turnedHeight); load-mask offers to turn it")
        } catch RepairError.maskSize(_, let width, let height, let imageWidth, let imageHeight) {
            return Start(
                notice: "\(path) is not loaded: it is \(width)x\(height), the image \(imageWidth)x\(imageHeight), "
                    + "which has other proportions")
        } catch {
            return Start(notice: error.inStudio)
        }
    }

    /// The autosaved mask of an image, where it has the image's size and is newer than the saved mask; nil otherwise.
    package static func recovered(forImage image: String, width: Int, height: Int) -> MaskPlane? {
        recovered(ImageFiles.beside(image), width: width, height: height)
    }

    private static func recovered(_ files: ImageFiles, width: Int, height: Int) -> MaskPlane? {
        // An autosave from before the other images came says which one it is of.
        let candidates =
            files.autosave == files.short.autosave || owner(files.short.autosave) != files.name
            ? [files] : [files, files.short]
        for candidate in candidates {
            guard let autosaved = FolderNames.facts(candidate.autosave) else { continue }
            if let saved = FolderNames.facts(candidate.mask), saved.modified > autosaved.modified { continue }
            if let read = try? read(candidate.autosave, width: width, height: height), read.scaledFrom == nil {
                return read.mask
            }
        }
        return nil
    }

    /// The name of the image that a mask was painted on; nil where the file does not say.
    private static func owner(_ path: String) -> String? {
        guard let text = try? ImageFile.read(path).text else { return nil }
        return text.first { $0.key == imageKey }?.value
    }

    /// Deletes the autosave file, after the mask was saved.
    package static func removeAutosave(forImage image: String) {
        let files = ImageFiles.beside(image)
        _ = PathText.withSystemPath(files.autosave) { unlink($0) }
        if files.autosave != files.short.autosave, owner(files.short.autosave) == files.name {
            _ = PathText.withSystemPath(files.short.autosave) { unlink($0) }
        }
    }
}
