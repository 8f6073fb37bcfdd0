import CWebP

extension ImageReader {
    func webp() throws(ImageError) -> DecodedImage {
        var image = cwebp_picture()
        defer { cwebp_free(&image) }
        let code = Int(cwebp_read(bytes, bytes.count, &image))
        let (width, height) = (Int(image.width), Int(image.height))
        switch code {
        case CWEBP_OK: break
        case CWEBP_TRUNCATED: throw .truncated(name: name, format: .webp)
        case CWEBP_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CWEBP_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .webp, reason: "libwebp cannot decode it")
        }
        try checkMemory(width, height, 8)
        var decoded = interleaved(.webp, width, height, Int(image.channels), image.pixels)
        decoded.profile = copied(image.profile, image.profile_count)
        decoded.metadata.xmp = copied(image.xmp, image.xmp_count)
        if let exif = copied(image.exif, image.exif_count).flatMap({ EXIF($0) }) {
            decoded.metadata.orientation = exif.orientation
            decoded.metadata.exif = exif.upright
        }
        if image.is_animated { decoded.conversions = [Conversions.animation] }
        return decoded
    }
}
