import Glibc
package import Raster

/// Mask files: lossless PNG, one channel, 255 for pixels to repair.
package enum MaskFile {
    /// A mask that was read.
    package struct Contents: Sendable {
        package var mask: MaskPlane
        /// The file's size where the mask was scaled; nil where the size was the image's.
        package var scaledFrom: (width: Int, height: Int)?

        package init(mask: MaskPlane, scaledFrom: (width: Int, height: Int)? = nil) {
            (self.mask, self.scaledFrom) = (mask, scaledFrom)
        }
    }

    /// Reads a mask from an image's alpha channel (transparent pixels are repaired) or, where all is opaque, from its brightness.
    ///
    /// A mask of another size is scaled.
    /// - Throws: `ImageError`.
    package static func read(_ path: String, width: Int, height: Int) throws(ImageError) -> Contents {
        let contents = try ImageFile.read(path)
        var bitmap = contents.bitmap
        if let alpha = contents.alpha, alpha.pixels.contains(where: { $0 < 255 }) {
            bitmap = Bitmap(
                width: alpha.width, height: alpha.height, channels: 1, pixels: alpha.pixels.map { 255 - $0 })
        }
        guard bitmap.width != width || bitmap.height != height else { return Contents(mask: MaskPlane(bitmap)) }
        let scaled = bitmap.converted(toChannels: 1).resampled(width: width, height: height, filter: .nearest)
        return Contents(mask: MaskPlane(scaled), scaledFrom: (bitmap.width, bitmap.height))
    }

    package static func write(_ mask: MaskPlane, to path: String) throws(ImageError) {
        try PNG.write(mask.bitmap, to: path)
    }

    /// "photo.mask.png" for "photo.jpg".
    package static func path(forImage image: String) -> String {
        let name = image.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return image + ".mask.png" }
        return image[..<dot] + ".mask.png"
    }

    /// The autosave file: a crash or a lost connection loses at most ten seconds of painting.
    package static func autosavePath(forImage image: String) -> String { path(forImage: image) + "~" }

    /// The autosaved mask, where it has the image's size and is newer than the saved mask; nil otherwise.
    package static func recovered(forImage image: String, width: Int, height: Int) -> MaskPlane? {
        var autosaved = stat(), saved = stat()
        let autosave = autosavePath(forImage: image)
        guard stat(autosave, &autosaved) == 0 else { return nil }
        if stat(path(forImage: image), &saved) == 0,
            (saved.st_mtim.tv_sec, saved.st_mtim.tv_nsec) > (autosaved.st_mtim.tv_sec, autosaved.st_mtim.tv_nsec)
        {
            return nil
        }
        guard let read = try? read(autosave, width: width, height: height), read.scaledFrom == nil else { return nil }
        return read.mask
    }

    /// Deletes the autosave file, after the mask was saved.
    package static func removeAutosave(forImage image: String) { _ = unlink(autosavePath(forImage: image)) }
}
