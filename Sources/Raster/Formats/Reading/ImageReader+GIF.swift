import CGIF

extension ImageReader {
    /// The first image of a GIF.
    func gif() throws(ImageError) -> DecodedImage {
        var image = cgif_picture(), message = CMessage()
        defer { cgif_free(&image) }
        let code = Int(cgif_read(bytes, bytes.count, &image, &message.bytes, message.bytes.count))
        let (width, height) = (Int(image.width), Int(image.height))
        switch code {
        case CGIF_OK: break
        case CGIF_TRUNCATED: throw .truncated(name: name, format: .gif)
        case CGIF_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CGIF_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .gif, reason: message.text)
        }
        try checkMemory(width, height, 8)
        var decoded = interleaved(.gif, width, height, Int(image.channels), image.pixels)
        decoded.conversions = [Conversions.palette] + (image.has_more ? [Conversions.animation] : [])
        return decoded
    }
}
