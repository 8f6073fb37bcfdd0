import CTIFF

extension ImageReader {
    func tiff() throws(ImageError) -> DecodedImage {
        var image = ctiff_picture(), message = CMessage()
        defer { ctiff_free(&image) }
        let code = Int(ctiff_read(bytes, bytes.count, &image, &message.bytes, message.bytes.count))
        let (width, height, channels) = (Int(image.width), Int(image.height), Int(image.channels))
        switch code {
        case CTIFF_OK: break
        case CTIFF_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CTIFF_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .tiff, reason: message.text)
        }
        try checkMemory(width, height, channels * (image.depth == 16 ? 6 : 2))
        var decoded = samples(image, width, height, channels)
        decoded.metadata.orientation = Orientation(rawValue: Int(image.orientation)) ?? .upright
        decoded.metadata.depth = Int(image.stored_depth)
        decoded.metadata.xmp = copied(image.xmp, image.xmp_count)
        decoded.metadata.exif = EXIF.block(ofTIFF: bytes)
        decoded.profile = copied(image.profile, image.profile_count)
        if image.density_unit > 0 {
            let scale = image.density_unit == 3 ? 2.54 : 1
            decoded.metadata.resolution = .init(x: image.density_x * scale, y: image.density_y * scale)
        }
        if image.is_converted, image.stored_depth > 8 {
            decoded.conversions.append("\(image.stored_depth) bits a sample became 8")
        } else if image.depth == 16, !keepsSamples {
            decoded.conversions.append(Conversions.rounding)
        }
        if image.has_more { decoded.conversions.append("of several images only the first was read") }
        return decoded
    }

    private func samples(_ image: ctiff_picture, _ width: Int, _ height: Int, _ channels: Int) -> DecodedImage {
        let count = width * height * channels
        guard image.depth == 16 else {
            let pixels = image.samples?.assumingMemoryBound(to: UInt8.self)
            guard image.is_inks else {
                var decoded = interleaved(.tiff, width, height, channels, pixels)
                // libtiff's conversion always has alpha.
                if image.is_converted, decoded.alpha?.pixels.allSatisfy({ $0 == 255 }) == true { decoded.alpha = nil }
                return decoded
            }
            var decoded = DecodedImage(
                Bitmap(width: width, height: height, channels: 1, filledWith: 0), metadata: ImageMetadata(format: .tiff)
            )
            decoded.inks = (copied(pixels, count) ?? [], false)
            return decoded
        }
        let words = UnsafeBufferPointer(start: image.samples?.assumingMemoryBound(to: UInt16.self), count: count)
        let parts = separated(words, channels: channels)
        func rounded(_ words: [UInt16]) -> [UInt8] { words.map { UInt8((Int($0) + 128) / 257) } }
        var decoded = DecodedImage(
            Bitmap(width: width, height: height, channels: channels < 3 ? 1 : 3, pixels: rounded(parts.colors)),
            alpha: parts.alpha.map { Bitmap(width: width, height: height, channels: 1, pixels: rounded($0)) },
            metadata: ImageMetadata(format: .tiff))
        if keepsSamples { decoded.stored = StoredSamples(values: .words(parts.colors), alpha: parts.alpha) }
        return decoded
    }
}
