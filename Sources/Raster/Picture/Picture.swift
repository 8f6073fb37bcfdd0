import CJPEG
import CPNG

/// Reads any supported picture file, told by its first bytes and not by its name.
///
/// PNG: every kind, 1 to 16 bits, palette, transparency, interlaced; of an animated one the first picture.
/// JPEG: grey, YCbCr, RGB and, without a profile, CMYK and YCCK; sequential and progressive, turned upright by its
/// EXIF orientation.
/// Samples come as 8-bit sRGB: 16 bits are rounded, and a PNG whose gAMA differs from sRGB's by more than 5 % is
/// converted. Embedded ICC profiles are ignored in both formats, as if they said sRGB.
public enum Picture {
    /// What is in a picture file.
    public struct Contents: Sendable {
        /// Grey (1 channel) or RGB (3), sRGB; not multiplied by alpha.
        public var bitmap: Bitmap
        /// 1 channel, 255 for opaque; nil where the file says nothing of transparency.
        public var alpha: Bitmap?
        /// The text chunks of a PNG, in their order; at most some sixty, and no compressed ones beyond 4 MB.
        public var text: [PNG.Text]
        /// What became of the file's own kind of samples on the way to these, in words; empty for an 8-bit still picture.
        public var conversions: [String]

        public init(bitmap: Bitmap, alpha: Bitmap? = nil, text: [PNG.Text] = [], conversions: [String] = []) {
            self.bitmap = bitmap
            self.alpha = alpha
            self.text = text
            self.conversions = conversions
        }
    }

    /// The largest file that is read: more than the largest picture takes uncompressed, and less than memory.
    private static let mostBytes = 1 << 31

    /// Reads the file at `path`, which may also be a pipe.
    /// - Parameter enough: pixels to be shown; a JPEG with at least four times as many each way may come reduced, which is
    ///   faster, but never below that. nil for all there are.
    /// - Throws: `PictureError`, also for pictures that are only half there.
    public static func read(_ path: String, enough: (width: Int, height: Int)? = nil) throws(PictureError) -> Contents {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try WholeFile.read(path, limit: mostBytes)
        } catch {
            throw .file(error)
        }
        return try decode(bytes, name: path, enough: enough)
    }

    /// Decodes a file that is in memory.
    /// - Parameters:
    ///   - name: what errors call it.
    ///   - enough: as for `read`.
    /// - Throws: `PictureError`, also for pictures that are only half there.
    public static func decode(_ bytes: [UInt8], name: String,
                              enough: (width: Int, height: Int)? = nil) throws(PictureError) -> Contents {
        guard !bytes.isEmpty else { throw .empty(name: name) }
        switch FileKind(bytes) {
        case .png: return try decodePNG(bytes, name)
        case .jpeg: return try decodeJPEG(bytes, name, enough)
        case .pngCopiedAsText: throw .copiedAsText(name: name)
        case .other(let format): throw .otherFormat(name: name, format: format)
        case .unknown: throw .notAPicture(name: name)
        }
    }

    private static func decodePNG(_ bytes: [UInt8], _ name: String) throws(PictureError) -> Contents {
        // Its size stands in the first chunk: known before memory is taken for it.
        if bytes.count > 24 {
            let sides = [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
            if sides.allSatisfy({ $0 <= CPNG_MOST_PIXELS }), sides[0] * sides[1] <= CPNG_MOST_PIXELS { try checkRoom(sides[0], sides[1], 6, name) }
        }
        var picture = cpng_picture(), message = CMessage()
        defer { cpng_free(&picture) }
        let code = Int(cpng_read(bytes, bytes.count, &picture, &message.bytes, message.bytes.count))
        let (width, height) = (Int(picture.width), Int(picture.height))
        switch code {
        case CPNG_OK: break
        case CPNG_TRUNCATED: throw .truncated(name: name, format: .png)
        case CPNG_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CPNG_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .png, reason: message.text)
        }
        try checkRoom(width, height, Int(picture.channels) + 1, name)
        let alpha = picture.alpha.map { alpha in
            Bitmap(width: width, height: height, channels: 1,
                   pixels: [UInt8](UnsafeBufferPointer(start: alpha, count: width * height)))
        }
        return Contents(bitmap: bitmap(width, height, Int(picture.channels), picture.pixels), alpha: alpha,
                        text: UnsafeBufferPointer(start: picture.texts, count: picture.text_count).map(PNG.Text.init),
                        conversions: Conversions.ofPNG(bytes))
    }

    private static func decodeJPEG(_ bytes: [UInt8], _ name: String,
                                   _ enough: (width: Int, height: Int)?) throws(PictureError) -> Contents {
        let orientation = EXIF.orientation(ofJPEG: bytes)
        // Four times what is shown, so that nearly all of the averaging is still ours.
        func least(_ shown: Int?) -> UInt32 { shown.map { UInt32(clamping: 4 * $0) } ?? .max }
        var (leastWidth, leastHeight) = (least(enough?.width), least(enough?.height))
        if orientation.swapsSides { swap(&leastWidth, &leastHeight) }
        var picture = cjpeg_picture(), message = CMessage()
        defer { cjpeg_free(&picture) }
        let code = Int(cjpeg_read(bytes, bytes.count, leastWidth, leastHeight, &picture, &message.bytes, message.bytes.count))
        let (width, height) = (Int(picture.width), Int(picture.height))
        switch code {
        case CJPEG_OK: break
        case CJPEG_TRUNCATED: throw .truncated(name: name, format: .jpeg)
        case CJPEG_UNSUPPORTED: throw .otherKind(name: name, format: .jpeg, reason: message.text)
        case CJPEG_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CJPEG_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .jpeg, reason: message.text)
        }
        try checkRoom(width, height, Int(picture.channels) * (orientation == .upright ? 1 : 2), name)
        return Contents(bitmap: bitmap(width, height, Int(picture.channels), picture.pixels)
            .oriented(orientation), conversions: Conversions.ofJPEG(bytes))
    }

    /// Whether arrays of so many bytes a pixel can be made; small ones are not worth asking for.
    private static func checkRoom(_ width: Int, _ height: Int, _ bytesPerPixel: Int, _ name: String) throws(PictureError) {
        let bytes = width * height * bytesPerPixel
        guard bytes > 1 << 24, bytes > FreeMemory.now.bytes else { return }
        throw .outOfMemory(name: name, width: width, height: height)
    }

    private static func bitmap(_ width: Int, _ height: Int, _ channels: Int,
                               _ pixels: UnsafePointer<UInt8>?) -> Bitmap {
        Bitmap(width: width, height: height, channels: channels,
               pixels: [UInt8](UnsafeBufferPointer(start: pixels, count: width * height * channels)))
    }
}

/// Room for a C library's words about a failure.
struct CMessage {
    var bytes = [CChar](repeating: 0, count: 200)

    var text: String {
        String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
