import Glibc
package import Raster

/// Where masks come from and go to: lossless PNG, one channel, 255 for what is to be repaired.
package enum MaskFile {
    /// What came of reading a mask.
    package struct Read: Sendable {
        package var mask: MaskPlane
        /// The size it had where that was another one; nil where it was the picture's.
        package var scaledFrom: (width: Int, height: Int)?

        package init(mask: MaskPlane, scaledFrom: (width: Int, height: Int)? = nil) {
            (self.mask, self.scaledFrom) = (mask, scaledFrom)
        }
    }

    /// Reads a mask: from a picture's alpha where it has one that says something (transparent is to be repaired), from its
    /// brightness otherwise. Another size is scaled, and said.
    /// - Throws: `PictureError`.
    package static func read(_ path: String, width: Int, height: Int) throws(PictureError) -> Read {
        let contents = try Picture.read(path)
        var bitmap = contents.bitmap
        if let alpha = contents.alpha, alpha.pixels.contains(where: { $0 < 255 }) {
            bitmap = Bitmap(width: alpha.width, height: alpha.height, channels: 1, pixels: alpha.pixels.map { 255 - $0 })
        }
        guard bitmap.width != width || bitmap.height != height else { return Read(mask: MaskPlane(bitmap)) }
        let scaled = bitmap.converted(toChannels: 1).resampled(width: width, height: height, filter: .nearest)
        return Read(mask: MaskPlane(scaled), scaledFrom: (bitmap.width, bitmap.height))
    }

    package static func write(_ mask: MaskPlane, to path: String) throws(PictureError) {
        try PNG.write(mask.bitmap, to: path)
    }

    /// "photo.mask.png" for "photo.jpg".
    package static func path(forPicture picture: String) -> String {
        let name = picture.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return picture + ".mask.png" }
        return picture[..<dot] + ".mask.png"
    }

    /// What is painted but not saved yet lies here, so that a crash or a lost connection loses nothing.
    package static func autosavePath(forPicture picture: String) -> String { path(forPicture: picture) + "~" }

    /// An autosaved mask of this picture's size that is newer than the saved one; nil where there is none to go on with.
    package static func recovered(forPicture picture: String, width: Int, height: Int) -> MaskPlane? {
        var kept = stat(), saved = stat()
        let autosave = autosavePath(forPicture: picture)
        guard stat(autosave, &kept) == 0 else { return nil }
        if stat(path(forPicture: picture), &saved) == 0,
           (saved.st_mtim.tv_sec, saved.st_mtim.tv_nsec) > (kept.st_mtim.tv_sec, kept.st_mtim.tv_nsec) { return nil }
        guard let read = try? read(autosave, width: width, height: height), read.scaledFrom == nil else { return nil }
        return read.mask
    }

    /// After saving: there is nothing to recover.
    package static func removeAutosave(forPicture picture: String) { _ = unlink(autosavePath(forPicture: picture)) }
}
