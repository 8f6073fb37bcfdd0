import CTIFF
import Glibc

extension ImageWriter {
    static func tiff(_ image: WritableImage, _ notes: [String]) throws(ImageError) -> Written {
        var notes = notes
        try image.checkSize(.tiff, largest: Int(Int32.max))
        let profile = image.metadata.profile?.bytes ?? [], xmp = image.metadata.xmp ?? []
        let description =
            image.text.map { "\($0.key): \($0.value)" }.joined(separator: "\n").utf8.filter { $0 != 0 } + [0]
        var source = ctiff_source(), message = CMessage(), out: UnsafeMutablePointer<UInt8>?, count = 0
        defer { free(out) }
        (source.width, source.height) = (UInt32(image.width), UInt32(image.height))
        (source.channels, source.depth) = (Int32(image.interleavedChannels), Int32(image.depth))
        if let resolution = image.metadata.resolution {
            let inch: Int32 = 2
            (source.density_unit, source.density_x, source.density_y) = (inch, resolution.x, resolution.y)
        }
        let code = image.withInterleaved { samples in
            profile.withUnsafeBufferPointer { profile in
                xmp.withUnsafeBufferPointer { xmp in
                    description.map(CChar.init(bitPattern:)).withUnsafeBufferPointer { description in
                        source.samples = samples
                        if !profile.isEmpty {
                            (source.profile, source.profile_count) = (profile.baseAddress, profile.count)
                        }
                        if !xmp.isEmpty { (source.xmp, source.xmp_count) = (xmp.baseAddress, xmp.count) }
                        if description.count > 1 { source.description = description.baseAddress }
                        return Int(ctiff_write(&source, &out, &count, &message.bytes, message.bytes.count))
                    }
                }
            }
        }
        if code == CTIFF_NO_MEMORY { throw .outOfMemory(name: "TIFF", width: image.width, height: image.height) }
        guard code == CTIFF_OK else { throw .unwritable(reason: "TIFF: \(message.text)") }
        var bytes = try WritableImage.copied(out, count, for: image, .tiff)
        if let exif = image.metadata.exif {
            if let both = EXIF.added(exif, toTIFF: bytes) {
                bytes = both
            } else {
                notes.append("EXIF data that cannot be read was left out")
            }
        }
        return Written(bytes: bytes, notes: notes)
    }
}
