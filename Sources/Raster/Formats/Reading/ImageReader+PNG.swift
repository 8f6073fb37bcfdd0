import CPNG

extension ImageReader {
    /// The key of the text that holds an XMP packet.
    static let xmpKey = "XML:com.adobe.xmp"

    func png() throws(ImageError) -> DecodedImage {
        // The first chunk has the size, which is checked before memory is allocated.
        if bytes.count > 24 {
            let sides = [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
            if sides.allSatisfy({ $0 <= CPNG_MOST_PIXELS }), sides[0] * sides[1] <= CPNG_MOST_PIXELS {
                try checkMemory(sides[0], sides[1], keepsSamples && bytes[24] == 16 ? 18 : 6)
            }
        }
        var image = cpng_picture(), message = CMessage()
        defer { cpng_free(&image) }
        let flags = (keepsSamples ? CPNG_KEEP : 0) | (acceptsPartial ? CPNG_PARTIAL : 0)
        let code = Int(cpng_read(bytes, bytes.count, Int32(flags), &image, &message.bytes, message.bytes.count))
        let (width, height, channels) = (Int(image.width), Int(image.height), Int(image.channels))
        switch code {
        case CPNG_OK: break
        case CPNG_TRUNCATED: throw .truncated(name: name, format: .png, missing: acceptsPartial ? nil : missingPart())
        case CPNG_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CPNG_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .png, reason: message.text)
        }
        try checkMemory(width, height, channels + 1)
        var decoded = DecodedImage(
            bitmap(width, height, channels, image.pixels),
            alpha: image.alpha.map { bitmap(width, height, 1, $0) }, metadata: metadata(image))
        decoded.profile = copied(image.profile, image.profile_count)
        let samples = width * height * channels
        if let deep = copied(image.deep, samples) {
            decoded.stored = StoredSamples(values: .words(deep), alpha: copied(image.deep_alpha, width * height))
        } else if let stored = copied(image.stored, samples) {
            decoded.stored = StoredSamples(values: .bytes(stored))
        }
        decoded.text = UnsafeBufferPointer(start: image.texts, count: image.text_count).map(PNG.Text.init)
        if let xmp = decoded.text.firstIndex(where: { $0.key == Self.xmpKey }) {
            decoded.metadata.xmp = Array(decoded.text.remove(at: xmp).value.utf8)
        }
        decoded.conversions = Conversions.ofPNG(bytes, keepsSamples: keepsSamples, hasProfile: decoded.profile != nil)
        if image.ends_early {
            let part = MissingPart(count: Int(image.missing), total: height)
            if part.count > 0 {
                decoded.missing = part
            } else {
                decoded.notes = ["the file ends early, after its last row"]
            }
        }
        return decoded
    }

    private func metadata(_ image: cpng_picture) -> ImageMetadata {
        var metadata = ImageMetadata(format: .png)
        metadata.depth = Int(image.depth)
        if let exif = copied(image.exif, image.exif_count).flatMap({ EXIF($0) }) {
            metadata.orientation = exif.orientation
            metadata.exif = exif.upright
        }
        if image.density_x > 0, image.density_y > 0 {
            let inches = ImageMetadata.Resolution.inchesPerMeter
            metadata.resolution = .init(x: Double(image.density_x) / inches, y: Double(image.density_y) / inches)
        }
        guard !image.is_srgb else { return metadata }
        let gamma = Double(image.gamma) / 100_000
        // As in the C wrapper: other values are slips of the writer.
        if (0.1...10).contains(gamma) {
            metadata.gamma = Int(image.gamma)
            if abs(gamma * 2.2 - 1) > 0.05, image.profile == nil { metadata.appliedExponent = 1 / gamma }
        }
        if image.has_chromaticities {
            let c = image.chromaticities, found = [c.0, c.1, c.2, c.3, c.4, c.5, c.6, c.7].map(Int.init)
            if !Chromaticities.areSRGB(found) { metadata.chromaticities = found }
        }
        return metadata
    }

    /// What a file that ends early lacks; nil where not even a row can be read.
    private func missingPart() -> MissingPart? {
        let partial = ImageReader(bytes: bytes, name: name, keepsSamples: false, acceptsPartial: true)
        guard let decoded = try? partial.png() else { return nil }
        return decoded.missing?.oriented(decoded.metadata.orientation)
    }
}

/// The x and y of white, red, green and blue.
enum Chromaticities {
    private static let sRGB = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000]

    /// - Parameter values: in 1/100000.
    static func areSRGB(_ values: [Int]) -> Bool { zip(values, sRGB).allSatisfy { abs($0 - $1) <= 500 } }
}
