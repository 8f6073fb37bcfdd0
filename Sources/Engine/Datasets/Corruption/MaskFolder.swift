import Numerics
package import Raster

/// A folder of the user's own masks: image files of any size, read as `MaskReading` says.
package struct MaskFolder: Sendable, Equatable {
    package let path: String
    package let masks: [Mask]
    /// Files that cannot be read, and masks that mark no pixel or every pixel.
    package let skipped: [SkippedFile]

    /// - Throws: `DataError` where no file is a mask.
    package init(_ path: String) throws(DataError) {
        guard FileListing.isFolder(path) else { throw .unreadable(path: path, reason: "no such folder") }
        let files = try FileListing.files(below: path, where: ImageFolderReader.isImage)
        guard !files.isEmpty else { throw .noImages(path: path) }
        var masks: [Mask] = [], skipped: [SkippedFile] = []
        for file in files {
            do throws(MaskError) {
                let mask = try MaskReading.read("\(path)/\(file)").mask
                if mask.count > 0, mask.count < mask.damaged.count {
                    masks.append(mask)
                } else {
                    skipped.append(
                        SkippedFile(file: file, reason: mask.count == 0 ? "marks no pixel" : "marks every pixel"))
                }
            } catch {
                skipped.append(SkippedFile(file: file, reason: error.what))
            }
        }
        guard !masks.isEmpty else { throw .noGoodImage(path: path, skipped: skipped.count, first: skipped[0]) }
        (self.path, self.masks, self.skipped) = (path, masks, skipped)
    }

    /// 16 hexadecimal digits that change with any mask: a resumed run needs the masks that it started with.
    package var fingerprint: String {
        let word = masks.reduce(UInt64(0)) { word, mask in
            mask.damaged.reduce(SplitMix64.word(word, UInt64(mask.width), UInt64(mask.height))) {
                SplitMix64.finalise($0 &+ ($1 ? 3 : 1))
            }
        }
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
