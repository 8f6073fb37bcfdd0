import CPNG
import Glibc

/// Writes PNG files: 8-bit grey, RGB or RGBA with their colour space. Equal input has equal bytes.
package enum PNG {
    /// Encodes an image.
    ///
    /// Latin-1 text is stored as tEXt, or zTXt above 1024 bytes; other text as iTXt in UTF-8. A linear bitmap is stored unchanged with
    /// gAMA 1.
    /// - Parameter text: text chunks in this order; keys may repeat.
    /// - Throws: `ImageError` for an empty bitmap and for keys and values that PNG does not allow.
    package static func encode(_ bitmap: Bitmap, text: [Text] = []) throws(ImageError) -> [UInt8] {
        guard !bitmap.isEmpty else { throw .nothingToWrite(width: bitmap.width, height: bitmap.height) }
        guard let width = Int32(exactly: bitmap.width), let height = Int32(exactly: bitmap.height) else {
            throw .unwritable(reason: "\(bitmap.width) x \(bitmap.height) pixels")
        }
        precondition(
            bitmap.pixels.count == bitmap.width * bitmap.height * bitmap.channels,
            "\(bitmap.pixels.count) samples for \(bitmap.width) x \(bitmap.height) x \(bitmap.channels)")
        var packed: [CChar] = []
        for entry in text { packed += try entry.packed().map(CChar.init(bitPattern:)) }
        var message = CMessage(), out: UnsafeMutablePointer<UInt8>?, count = 0
        defer { free(out) }
        let code = Int(
            cpng_write(
                UInt32(width), UInt32(height), Int32(bitmap.channels), bitmap.colorSpace == .linear,
                bitmap.pixels, packed, text.count, &out, &count, &message.bytes, message.bytes.count))
        if code == CPNG_NO_MEMORY { throw .outOfMemory(name: "PNG", width: bitmap.width, height: bitmap.height) }
        guard code == CPNG_OK else { throw .unwritable(reason: message.text) }
        if count > 1 << 24, count > FreeMemory.now.bytes {
            throw .outOfMemory(name: "PNG", width: bitmap.width, height: bitmap.height)
        }
        return [UInt8](UnsafeBufferPointer(start: out, count: count))
    }

    /// Writes an image to `path` atomically.
    /// - Parameter isDurable: see `AtomicFile.write`.
    /// - Throws: `ImageError` as `encode`, and `.file` where the file cannot be written.
    package static func write(_ bitmap: Bitmap, text: [Text] = [], to path: String, isDurable: Bool = true)
        throws(ImageError)
    {
        let bytes = try encode(bitmap, text: text)
        do throws(FileError) {
            try AtomicFile.write(bytes, to: path, isDurable: isDurable)
        } catch {
            throw .file(error)
        }
    }
}
