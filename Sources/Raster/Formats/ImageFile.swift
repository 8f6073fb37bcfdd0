import CJPEG
import CPNG

/// Reads PNG and JPEG files; the format is detected from the first bytes.
///
/// PNG: all variants, 1 to 16 bits, palette, transparency, interlaced; the first image of an animation.
/// JPEG: grey, YCbCr, RGB and, without a profile, CMYK and YCCK; sequential and progressive; rotated by its EXIF orientation.
/// Samples are converted to 8-bit sRGB: 16 bits are rounded, and a PNG whose gAMA differs from sRGB's by more than 5 % is
/// converted. ICC profiles are ignored.
package enum ImageFile {
    /// The contents of an image file.
    package struct Contents: Sendable {
        /// Grey (1 channel) or RGB (3), sRGB; not multiplied by alpha.
        package var bitmap: Bitmap
        /// 1 channel, 255 for opaque; nil for a file without transparency.
        package var alpha: Bitmap?
        /// The text chunks of a PNG, in their order; at most about sixty, and no compressed ones above 4 MB.
        package var text: [PNG.Text]
        /// Descriptions of the conversions to 8-bit samples; empty for an 8-bit still image.
        package var conversions: [String]

        package init(bitmap: Bitmap, alpha: Bitmap? = nil, text: [PNG.Text] = [], conversions: [String] = []) {
            self.bitmap = bitmap
            self.alpha = alpha
            self.text = text
            self.conversions = conversions
        }
    }

    /// The largest file allowed: more than the largest uncompressed image.
    private static let byteLimit = 1 << 31

    /// Reads the file or pipe at `path`.
    /// - Parameter displaySize: pixels on the screen; a larger JPEG may be decoded at a reduced size, but not below four times this size.
    ///   Nil for the full size.
    /// - Throws: `ImageError`, also for truncated images.
    package static func read(_ path: String, displaySize: (width: Int, height: Int)? = nil) throws(ImageError)
        -> Contents
    {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try AtomicFile.read(path, limit: byteLimit)
        } catch {
            throw .file(error)
        }
        return try decode(bytes, name: path, displaySize: displaySize)
    }

    /// Decodes a file that is in memory.
    /// - Parameters:
    ///   - name: the name in error messages.
    ///   - displaySize: as for `read`.
    /// - Throws: `ImageError`, also for truncated images.
    package static func decode(
        _ bytes: [UInt8], name: String,
        displaySize: (width: Int, height: Int)? = nil
    ) throws(ImageError) -> Contents {
        guard !bytes.isEmpty else { throw .empty(name: name) }
        switch FileKind(bytes) {
        case .png: return try decodePNG(bytes, name)
        case .jpeg: return try decodeJPEG(bytes, name, displaySize)
        case .pngCopiedAsText: throw .copiedAsText(name: name)
        case .other(let format): throw .otherFormat(name: name, format: format)
        case .unknown: throw .notAImage(name: name)
        }
    }

    private static func decodePNG(_ bytes: [UInt8], _ name: String) throws(ImageError) -> Contents {
        // The first chunk has the size, which is checked before memory is allocated.
        if bytes.count > 24 {
            let sides = [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
            if sides.allSatisfy({ $0 <= CPNG_MOST_PIXELS }), sides[0] * sides[1] <= CPNG_MOST_PIXELS {
                try checkMemory(sides[0], sides[1], 6, name)
            }
        }
        var image = cpng_picture(), message = CMessage()
        defer { cpng_free(&image) }
        let code = Int(cpng_read(bytes, bytes.count, &image, &message.bytes, message.bytes.count))
        let (width, height) = (Int(image.width), Int(image.height))
        switch code {
        case CPNG_OK: break
        case CPNG_TRUNCATED: throw .truncated(name: name, format: .png)
        case CPNG_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CPNG_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .png, reason: message.text)
        }
        try checkMemory(width, height, Int(image.channels) + 1, name)
        let alpha = image.alpha.map { alpha in
            Bitmap(
                width: width, height: height, channels: 1,
                pixels: [UInt8](UnsafeBufferPointer(start: alpha, count: width * height)))
        }
        return Contents(
            bitmap: bitmap(width, height, Int(image.channels), image.pixels), alpha: alpha,
            text: UnsafeBufferPointer(start: image.texts, count: image.text_count).map(PNG.Text.init),
            conversions: Conversions.ofPNG(bytes))
    }

    private static func decodeJPEG(
        _ bytes: [UInt8], _ name: String,
        _ displaySize: (width: Int, height: Int)?
    ) throws(ImageError) -> Contents {
        let orientation = EXIF.orientation(ofJPEG: bytes)
        // Four times the display size, so that most of the averaging is done by our own filter.
        func least(_ shown: Int?) -> UInt32 { shown.map { UInt32(clamping: 4 * $0) } ?? .max }
        var (leastWidth, leastHeight) = (least(displaySize?.width), least(displaySize?.height))
        if orientation.swapsSides { swap(&leastWidth, &leastHeight) }
        var image = cjpeg_picture(), message = CMessage()
        defer { cjpeg_free(&image) }
        let code = Int(
            cjpeg_read(bytes, bytes.count, leastWidth, leastHeight, &image, &message.bytes, message.bytes.count))
        let (width, height) = (Int(image.width), Int(image.height))
        switch code {
        case CJPEG_OK: break
        case CJPEG_TRUNCATED: throw .truncated(name: name, format: .jpeg)
        case CJPEG_UNSUPPORTED: throw .otherKind(name: name, format: .jpeg, reason: message.text)
        case CJPEG_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CJPEG_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .jpeg, reason: message.text)
        }
        try checkMemory(width, height, Int(image.channels) * (orientation == .upright ? 1 : 2), name)
        return Contents(
            bitmap: bitmap(width, height, Int(image.channels), image.pixels)
                .oriented(orientation), conversions: Conversions.ofJPEG(bytes))
    }

    /// - Throws: `ImageError.outOfMemory` where an array of this many bytes a pixel does not fit; small ones are not checked.
    private static func checkMemory(_ width: Int, _ height: Int, _ bytesPerPixel: Int, _ name: String)
        throws(ImageError)
    {
        let bytes = width * height * bytesPerPixel
        guard bytes > 1 << 24, bytes > FreeMemory.now.bytes else { return }
        throw .outOfMemory(name: name, width: width, height: height)
    }

    private static func bitmap(
        _ width: Int, _ height: Int, _ channels: Int,
        _ pixels: UnsafePointer<UInt8>?
    ) -> Bitmap {
        Bitmap(
            width: width, height: height, channels: channels,
            pixels: [UInt8](UnsafeBufferPointer(start: pixels, count: width * height * channels)))
    }
}
