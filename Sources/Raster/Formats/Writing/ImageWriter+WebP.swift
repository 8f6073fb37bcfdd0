import CWebP
import Glibc

extension ImageWriter {
    static func webp(_ image: WritableImage, _ quality: Int?, _ notes: [String]) throws(ImageError) -> Written {
        var image = image, notes = notes
        try image.checkSize(.webp, largest: Int(CWEBP_LARGEST_SIDE))
        roundDepth(&image, .webp, &notes)
        if image.channels == 1 { image = rgb(image, &notes) }
        if !image.text.isEmpty { notes.append("WebP holds no text: \(image.text.count) texts were left out") }
        if image.metadata.resolution != nil, image.metadata.exif == nil {
            notes.append("WebP holds no resolution: it was left out")
        }
        let profile = image.metadata.profile?.bytes ?? [], exif = image.metadata.exif ?? [],
            xmp = image.metadata.xmp ?? []
        var source = cwebp_source(), out: UnsafeMutablePointer<UInt8>?, count = 0
        defer { free(out) }
        (source.width, source.height) = (UInt32(image.width), UInt32(image.height))
        (source.channels, source.quality) = (Int32(image.interleavedChannels), Int32(quality ?? 0))
        let code = image.withInterleaved { samples in
            profile.withUnsafeBufferPointer { profile in
                exif.withUnsafeBufferPointer { exif in
                    xmp.withUnsafeBufferPointer { xmp in
                        source.pixels = samples?.assumingMemoryBound(to: UInt8.self)
                        if !profile.isEmpty {
                            (source.profile, source.profile_count) = (profile.baseAddress, profile.count)
                        }
                        if !exif.isEmpty { (source.exif, source.exif_count) = (exif.baseAddress, exif.count) }
                        if !xmp.isEmpty { (source.xmp, source.xmp_count) = (xmp.baseAddress, xmp.count) }
                        return Int(cwebp_write(&source, &out, &count))
                    }
                }
            }
        }
        if code == CWEBP_NO_MEMORY { throw .outOfMemory(name: "WebP", width: image.width, height: image.height) }
        guard code == CWEBP_OK else { throw .unwritable(reason: "WebP: libwebp refuses it") }
        return Written(bytes: try WritableImage.copied(out, count, for: image, .webp), notes: notes)
    }

    /// WebP has no grey: the samples are repeated, and a grey profile is applied first, since it does not fit RGB.
    private static func rgb(_ image: WritableImage, _ notes: inout [String]) -> WritableImage {
        guard case .bytes(var grey) = image.samples else { return image }
        var metadata = image.metadata
        if let profile = metadata.profile, profile.channels == 1 {
            if let converted = profile.sRGB(grey) { grey = converted }
            metadata.profile = nil
            notes.append("WebP holds no grey: the samples became sRGB by their profile \(profile.name)")
        }
        let bitmap = Bitmap(width: image.width, height: image.height, channels: 1, pixels: grey).converted(
            toChannels: 3)
        return WritableImage(
            width: image.width, height: image.height, channels: 3, samples: .bytes(bitmap.pixels), alpha: image.alpha,
            metadata: metadata, text: image.text)
    }
}
