package import Raster

/// An image that was read to be repaired, with the mask to start from.
package struct OpenedImage: Sendable {
    /// The image's path, and those of its mask and of its repaired image.
    package let files: PictureFiles
    package let image: Bitmap
    package let pyramid: ImagePyramid
    /// nil for an empty mask.
    package let mask: MaskPlane?
    /// Conversions to 8-bit RGB or grey on reading.
    package let conversions: [String]

    package init(files: PictureFiles, image: Bitmap, mask: MaskPlane? = nil, conversions: [String] = []) {
        (self.files, self.image, self.mask, self.conversions) = (files, image, mask, conversions)
        pyramid = ImagePyramid(image)
    }

    package init(path: String, image: Bitmap, mask: MaskPlane? = nil, conversions: [String] = []) {
        self.init(files: PictureFiles(path), image: image, mask: mask, conversions: conversions)
    }

    /// Reads an image with its mask: the autosaved one, else the saved one, else its transparent pixels.
    static func open(_ path: String) throws(ImageError) -> RepairTaskResult {
        let contents = try ImageFile.read(path), files = PictureFiles.beside(path)
        let start = MaskFile.start(files, contents)
        return .opened(
            OpenedImage(
                files: files, image: contents.bitmap, mask: start.mask, conversions: contents.conversions),
            notice: start.notice)
    }
}
