import Foundation
package import Raster

/// An image that was read to be repaired, with the mask to start from.
package struct OpenedImage: Sendable {
    package let path: String
    package let image: Bitmap
    package let pyramid: ImagePyramid
    /// nil for an empty mask.
    package let mask: MaskPlane?
    /// The file's contents, for the file that the repaired image is saved in.
    package let contents: ImageFile.Contents

    package init(path: String, contents: ImageFile.Contents, mask: MaskPlane? = nil) {
        (self.path, image, self.mask, self.contents) = (path, contents.bitmap, mask, contents)
        pyramid = ImagePyramid(image)
    }

    package init(path: String, image: Bitmap) { self.init(path: path, contents: ImageFile.Contents(bitmap: image)) }

    /// Reads an image with its mask: the autosaved one, else the saved one, else its transparent pixels.
    static func open(_ path: String) throws(ImageError) -> RepairTaskResult {
        let contents = try RepairedPicture.read(path), image = contents.bitmap, saved = MaskFile.path(forImage: path)
        func opened(_ mask: MaskPlane? = nil) -> OpenedImage {
            OpenedImage(path: path, contents: contents, mask: mask)
        }
        let early = contents.notes.map { $0 + "; " }.joined()
        if let mask = MaskFile.recovered(forImage: path, width: image.width, height: image.height) {
            return .opened(opened(mask), notice: early + "recovered the autosaved mask; c clears it")
        }
        if FileManager.default.fileExists(atPath: saved) {
            // A mask that cannot be read does not prevent opening the image.
            do throws(ImageError) {
                let read = try MaskFile.read(saved, width: image.width, height: image.height)
                let size = read.scaledFrom.map { ", scaled from \($0.width)x\($0.height) to the image's size" } ?? ""
                return .opened(opened(read.mask), notice: early + "loaded the mask \(saved)\(size)")
            } catch {
                return .opened(opened(), notice: early + error.description)
            }
        }
        guard let alpha = contents.alpha, alpha.pixels.contains(where: { $0 < 255 }) else {
            return .opened(opened(), notice: contents.notes.joined(separator: "; "))
        }
        let mask = MaskPlane(width: alpha.width, height: alpha.height, values: alpha.pixels.map { 255 - $0 })
        return .opened(opened(mask), notice: early + "the mask is the image's transparent pixels")
    }
}
