import CHEIF

extension ImageReader {
    /// The primary image of a HEIF or AVIF file, which libheif turns upright.
    func heif(_ format: ImageFormat) throws(ImageError) -> DecodedImage {
        var image = cheif_picture(), message = CMessage()
        defer { cheif_free(&image) }
        let code = Int(cheif_read(bytes, bytes.count, &image, &message.bytes, message.bytes.count))
        let (width, height) = (Int(image.width), Int(image.height))
        switch code {
        case CHEIF_OK: break
        case CHEIF_TRUNCATED: throw .truncated(name: name, format: format)
        case CHEIF_UNSUPPORTED: throw .otherKind(name: name, format: format, reason: message.text)
        case CHEIF_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CHEIF_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: format, reason: message.text)
        }
        try checkMemory(width, height, 8)
        var decoded = interleaved(format, width, height, Int(image.channels), image.pixels)
        decoded.metadata.depth = Int(image.stored_depth)
        decoded.profile = copied(image.profile, image.profile_count)
        decoded.metadata.xmp = copied(image.xmp, image.xmp_count)
        // The orientation in EXIF is for readers that do not know HEIF's own, which has been applied.
        decoded.metadata.exif = copied(image.exif, image.exif_count).flatMap { EXIF($0)?.upright }
        if image.has_chromaticities {
            let found = withUnsafeBytes(of: &image.chromaticities) { Array($0.bindMemory(to: Double.self)) }
            let values = found.map { Int(($0 * 100_000).rounded()) }
            if !Chromaticities.areSRGB(values) {
                // With the curve of sRGB, as PNG says it.
                (decoded.metadata.chromaticities, decoded.metadata.gamma) = (values, 45_455)
            }
        }
        if image.stored_depth > 8 {
            decoded.conversions.append("\(image.stored_depth) bits a sample were rounded to 8")
        }
        if image.is_high_dynamic_range {
            decoded.conversions.append(Conversions.dynamicRange)
        }
        if image.has_more { decoded.conversions.append("of several images only the primary one was read") }
        return decoded
    }
}
