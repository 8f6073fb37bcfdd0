import CPNG
import Glibc

/// Writes PNG files: 8 or 16 bits, grey or RGB, with or without alpha, with their colour space. Equal input has equal bytes.
package enum PNG {
    /// Encodes an image.
    ///
    /// Latin-1 text is stored as tEXt, or zTXt above 1024 bytes; other text as iTXt in UTF-8. A linear bitmap is stored unchanged with
    /// gAMA 1.
    /// - Parameter text: text chunks in this order; keys may repeat.
    /// - Throws: `ImageError` for an empty bitmap and for keys and values that PNG does not allow.
    package static func encode(_ bitmap: Bitmap, text: [Text] = []) throws(ImageError) -> [UInt8] {
        precondition(
            bitmap.pixels.count == bitmap.width * bitmap.height * bitmap.channels,
            "\(bitmap.pixels.count) samples for \(bitmap.width) x \(bitmap.height) x \(bitmap.channels)")
        var image = WritableImage(bitmap, metadata: ImageMetadata(format: .png), text: text)
        if bitmap.colorSpace == .linear { image.metadata.gamma = 100_000 }
        return try encode(image)
    }

    /// Encodes an image with all that is around its samples.
    static func encode(_ image: WritableImage) throws(ImageError) -> [UInt8] {
        try image.checkSize(.png, largest: Int(Int32.max))
        var packed: [CChar] = []
        for entry in image.text { packed += try entry.packed().map(CChar.init(bitPattern:)) }
        var texts = image.text.count
        if let xmp = image.metadata.xmp, !xmp.contains(0) {
            packed += ([2] + Array(ImageReader.xmpKey.utf8) + [0] + xmp + [0]).map(CChar.init(bitPattern:))
            texts += 1
        }
        let metadata = image.metadata, resolution = metadata.resolution
        var source = cpng_source(), message = CMessage(), out: UnsafeMutablePointer<UInt8>?, count = 0
        defer { free(out) }
        (source.width, source.height) = (UInt32(image.width), UInt32(image.height))
        (source.channels, source.depth) = (Int32(image.interleavedChannels), Int32(image.depth))
        source.is_srgb = metadata.profile == nil && metadata.gamma == nil && metadata.chromaticities == nil
        source.gamma = Int32(metadata.gamma ?? 0)
        if let c = metadata.chromaticities?.map(Int32.init(clamping:)), c.count == 8 {
            source.has_chromaticities = true
            source.chromaticities = (c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7])
        }
        let inches = ImageMetadata.Resolution.inchesPerMeter
        if let resolution {
            source.density_x = UInt32(clamping: Int((resolution.x * inches).rounded()))
            source.density_y = UInt32(clamping: Int((resolution.y * inches).rounded()))
        }
        let profile = metadata.profile?.bytes ?? [], exif = metadata.exif ?? []
        let code = image.withInterleaved { samples in
            profile.withUnsafeBufferPointer { profile in
                exif.withUnsafeBufferPointer { exif in
                    packed.withUnsafeBufferPointer { packed in
                        source.samples = samples
                        if !profile.isEmpty {
                            (source.profile, source.profile_count) = (profile.baseAddress, profile.count)
                        }
                        if !exif.isEmpty { (source.exif, source.exif_count) = (exif.baseAddress, exif.count) }
                        (source.texts, source.text_count) = (packed.baseAddress, texts)
                        return Int(cpng_write(&source, &out, &count, &message.bytes, message.bytes.count))
                    }
                }
            }
        }
        if code == CPNG_NO_MEMORY { throw .outOfMemory(name: "PNG", width: image.width, height: image.height) }
        guard code == CPNG_OK else { throw .unwritable(reason: "PNG: \(message.text)") }
        return try WritableImage.copied(out, count, for: image, .png)
    }

    /// Writes an image to `path` atomically.
    /// - Throws: `ImageError` as `encode`, and `.file` where the file cannot be written.
    package static func write(_ bitmap: Bitmap, text: [Text] = [], to path: String) throws(ImageError) {
        let bytes = try encode(bitmap, text: text)
        do throws(FileError) {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw .file(error)
        }
    }
}
