package import Raster

/// An image that was read to be repaired, with the mask to start from.
package struct OpenedImage: Sendable {
    /// The image's path, and those of its mask and of its repaired image.
    package let files: ImageFiles
    package let image: Bitmap
    package let pyramid: ImagePyramid
    /// nil for an empty mask.
    package let mask: MaskPlane?
    /// The file's contents, for the file that the repaired image is saved in.
    package let contents: ImageFile.Contents

    package init(files: ImageFiles, contents: ImageFile.Contents, mask: MaskPlane? = nil) {
        (self.files, image, self.mask, self.contents) = (files, contents.bitmap, mask, contents)
        pyramid = ImagePyramid(image)
    }

    package init(path: String, contents: ImageFile.Contents, mask: MaskPlane? = nil) {
        self.init(files: ImageFiles(path), contents: contents, mask: mask)
    }

    package init(path: String, image: Bitmap) { self.init(path: path, contents: ImageFile.Contents(bitmap: image)) }

    /// Reads an image with its mask: the autosaved one, else the saved one, else its transparent pixels.
    static func open(_ path: String) throws(ImageError) -> RepairTaskResult {
        let contents = try RepairedImage.read(path), files = ImageFiles.beside(path)
        let start = MaskFile.start(files, contents)
        let autosave =
            FileState(files.repairAutosave) == .file ? ["\(files.repairAutosave) is a repair that was not saved"] : []
        return .opened(
            OpenedImage(files: files, contents: contents, mask: start.mask),
            notice: (contents.notes + autosave + (start.notice.isEmpty ? [] : [start.notice])).joined(separator: "; "))
    }
}
