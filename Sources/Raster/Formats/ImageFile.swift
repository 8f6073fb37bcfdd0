/// Reads image files of every format of `ImageFormat`; the format is detected from the first bytes, whatever the name.
///
/// PNG: 1 to 16 bits, palette, transparency, interlaced. JPEG: grey, YCbCr, RGB, CMYK and YCCK; sequential and progressive. WebP, TIFF
/// (all that libtiff reads), GIF, BMP, HEIF and AVIF. Of animations and files of many images, the first or primary one. Rotated and mirrored
/// by the orientation in the file. Samples become 8 bits: 16 bits are rounded, and a PNG whose gAMA differs from sRGB's by more than 5 %
/// gets the transfer curve of sRGB.
package enum ImageFile {
    /// What becomes of colours that are not sRGB.
    package enum Colors: Sendable {
        /// Converted to sRGB, by the profile in the file: to show them and to train with them.
        case sRGB
        /// Left as stored, with their profile in the metadata: to write them again. Only CMYK, and profiles for other channels, are converted.
        case stored
    }

    /// The contents of an image file.
    package struct Contents: Sendable {
        /// Grey (1 channel) or RGB (3), with the transfer curve of sRGB or of the profile in the metadata; not multiplied by alpha.
        package var bitmap: Bitmap
        /// 1 channel, 255 for opaque; nil for a file without transparency.
        package var alpha: Bitmap?
        /// The text chunks of a PNG and comments of a JPEG, in their order; at most about sixty, and no compressed ones above 4 MB.
        package var text: [PNG.Text]
        /// Descriptions of the conversions on reading; empty for an 8-bit still image of the wanted colours.
        package var conversions: [String]
        /// What else a user should know: that the file ends early.
        package var notes: [String] = []
        package var metadata: ImageMetadata
        /// With `Colors.stored`, the samples of the file where the bitmap's differ.
        package var stored: StoredSamples?
        /// Samples that a conversion of colours changed; those of `stored` do not count.
        package var changedSamples = 0
        /// The part that the file does not have; it is grey.
        package var missing: MissingPart?

        package init(
            bitmap: Bitmap, alpha: Bitmap? = nil, text: [PNG.Text] = [], conversions: [String] = [],
            metadata: ImageMetadata = ImageMetadata(format: .png)
        ) {
            self.bitmap = bitmap
            self.alpha = alpha
            self.text = text
            self.conversions = conversions
            self.metadata = metadata
        }
    }

    /// The largest file allowed: more than the largest uncompressed image.
    private static let byteLimit = 1 << 31

    /// Reads the file or pipe at `path`.
    /// - Parameters:
    ///   - displaySize: pixels on the screen; a larger JPEG may be decoded at a reduced size, but not below four times this size.
    ///     Nil for the full size.
    ///   - colors: what becomes of colours that are not sRGB.
    ///   - partial: whether to accept a PNG or JPEG that ends early; `missing` and `notes` then say what it lacks.
    /// - Throws: `ImageError`, also for truncated images.
    package static func read(
        _ path: String, displaySize: (width: Int, height: Int)? = nil, colors: Colors = .sRGB, partial: Bool = false
    ) throws(ImageError) -> Contents {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try AtomicFile.read(path, limit: byteLimit)
        } catch {
            throw .file(error)
        }
        return try decode(bytes, name: path, displaySize: displaySize, colors: colors, partial: partial)
    }

    /// Decodes a file that is in memory.
    /// - Parameters:
    ///   - name: the name in error messages.
    ///   - displaySize: as for `read`, and `colors` and `partial` too.
    /// - Throws: `ImageError`, also for truncated images.
    package static func decode(
        _ bytes: [UInt8], name: String, displaySize: (width: Int, height: Int)? = nil, colors: Colors = .sRGB,
        partial: Bool = false
    ) throws(ImageError) -> Contents {
        guard !bytes.isEmpty else { throw .empty(name: name) }
        let reader = ImageReader(bytes: bytes, name: name, keepsSamples: colors == .stored, acceptsPartial: partial)
        let decoded: DecodedImage
        switch FileKind(bytes) {
        case .image(.png): decoded = try reader.png()
        case .image(.jpeg): decoded = try reader.jpeg(displaySize)
        case .image(.webp): decoded = try reader.webp()
        case .image(.tiff): decoded = try reader.tiff()
        case .image(.gif): decoded = try reader.gif()
        case .image(.bmp): decoded = try reader.bmp()
        case .image(.heif): decoded = try reader.heif(.heif)
        case .image(.avif): decoded = try reader.heif(.avif)
        case .pngCopiedAsText: throw .copiedAsText(name: name)
        case .other(let format): throw .otherFormat(name: name, format: format)
        case .unknown: throw .notAImage(name: name)
        }
        return try reader.finished(decoded, colors)
    }
}
