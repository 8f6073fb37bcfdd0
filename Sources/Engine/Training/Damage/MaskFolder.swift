public import Raster

/// A folder of the user's own masks: PNG and JPEG files of any size, light where pictures are damaged.
public struct MaskFolder: Sendable, Equatable {
    public let path: String
    public let masks: [Mask]
    /// Files that cannot be read, or mark nothing or everything.
    public let skipped: [SkippedFile]

    /// - Throws: `DataError` where no file is a mask.
    public init(_ path: String) throws(DataError) {
        guard Listing.isFolder(path) else { throw .unreadable(path: path, reason: "no such folder") }
        let files = try Listing.files(below: path, where: PictureFolder.isPicture)
        guard !files.isEmpty else { throw .noPictures(path: path) }
        var masks: [Mask] = [], skipped: [SkippedFile] = []
        for file in files {
            do throws(PictureError) {
                let mask = Mask(try Picture.read("\(path)/\(file)").bitmap)
                if mask.count > 0, mask.count < mask.damaged.count {
                    masks.append(mask)
                } else {
                    skipped.append(SkippedFile(file: file, reason: mask.count == 0 ? "marks nothing" : "marks everything"))
                }
            } catch {
                skipped.append(SkippedFile(file: file, reason: error.what))
            }
        }
        guard !masks.isEmpty else { throw .noGoodPicture(path: path, skipped: skipped.count, first: skipped[0]) }
        (self.path, self.masks, self.skipped) = (path, masks, skipped)
    }

    /// Changes with any mask: a resumed run must see the masks it began with.
    public var fingerprint: String {
        let word = masks.reduce(UInt64(0)) { word, mask in
            mask.damaged.reduce(SeededMixing.word(word, UInt64(mask.width), UInt64(mask.height))) { SeededMixing.finalise($0 &+ ($1 ? 3 : 1)) }
        }
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
