import CJPEG

extension ImageReader {
    /// - Parameter displaySize: as for `ImageFile.read`.
    func jpeg(_ displaySize: (width: Int, height: Int)?) throws(ImageError) -> DecodedImage {
        let segments = JPEGSegments(bytes), orientation = segments.exif?.orientation ?? .upright
        // Four times the display size, so that most of the averaging is done by our own filter.
        func least(_ shown: Int?) -> UInt32 { shown.map { UInt32(clamping: 4 * $0) } ?? .max }
        var (leastWidth, leastHeight) = (least(displaySize?.width), least(displaySize?.height))
        if orientation.swapsSides { swap(&leastWidth, &leastHeight) }
        var image = cjpeg_picture(), message = CMessage()
        defer { cjpeg_free(&image) }
        let code = Int(
            cjpeg_read(
                bytes, bytes.count, leastWidth, leastHeight, acceptsPartial, &image, &message.bytes, message.bytes.count
            ))
        let (width, height, channels) = (Int(image.width), Int(image.height), Int(image.channels))
        switch code {
        case CJPEG_OK: break
        case CJPEG_TRUNCATED: throw .truncated(name: name, format: .jpeg, missing: acceptsPartial ? nil : missingPart())
        case CJPEG_UNSUPPORTED: throw .otherKind(name: name, format: .jpeg, reason: message.text)
        case CJPEG_TOO_LARGE: throw .tooLarge(name: name, width: width, height: height)
        case CJPEG_NO_MEMORY: throw .outOfMemory(name: name, width: width, height: height)
        default: throw .corrupt(name: name, format: .jpeg, reason: message.text)
        }
        try checkMemory(width, height, channels * (orientation == .upright ? 1 : 2))
        var metadata = ImageMetadata(format: .jpeg)
        metadata.orientation = orientation
        metadata.exif = segments.exif?.upright
        metadata.xmp = segments.xmp
        metadata.jpeg = JPEGCoding(image)
        metadata.resolution = Self.resolution(image)
        var decoded: DecodedImage
        if channels == 4 {
            decoded = DecodedImage(Bitmap(width: width, height: height, channels: 1, filledWith: 0), metadata: metadata)
            decoded.inks = (copied(image.pixels, width * height * 4) ?? [], image.inverted ? true : nil)
        } else {
            decoded = DecodedImage(bitmap(width, height, channels, image.pixels), metadata: metadata)
        }
        decoded.profile = copied(image.profile, Int(image.profile_count))
        decoded.text = segments.comments.map { PNG.Text(key: "Comment", value: $0) }
        if image.ends_early, image.missing > 0 {
            decoded.missing = MissingPart(count: Int(image.missing), total: height)
        } else if image.lacks_scans {
            decoded.notes = ["the file ends early: scans are missing, so that the image lacks details or colours"]
        } else if image.ends_early {
            decoded.notes = ["the file ends early, after its last row"]
        }
        return decoded
    }

    private static func resolution(_ image: cjpeg_picture) -> ImageMetadata.Resolution? {
        guard image.density_x > 0, image.density_y > 0 else { return nil }
        let (x, y) = (Double(image.density_x), Double(image.density_y))
        switch image.density_unit {
        case 1: return .init(x: x, y: y)
        case 2: return .init(x: 2.54 * x, y: 2.54 * y)
        default: return nil
        }
    }

    /// What a file that ends early lacks; nil where not even a row can be read.
    private func missingPart() -> MissingPart? {
        let partial = ImageReader(bytes: bytes, name: name, keepsSamples: false, acceptsPartial: true)
        guard let decoded = try? partial.jpeg(nil) else { return nil }
        return decoded.missing?.oriented(decoded.metadata.orientation)
    }
}

extension JPEGCoding {
    fileprivate init(_ image: cjpeg_picture) {
        var image = image
        let horizontal = withUnsafeBytes(of: &image.horizontal) { Array($0) }
        let vertical = withUnsafeBytes(of: &image.vertical) { Array($0) }
        let table = withUnsafeBytes(of: &image.table) { Array($0) }
        let has = [image.has_table.0, image.has_table.1, image.has_table.2, image.has_table.3]
        let values = withUnsafeBytes(of: &image.tables) { Array($0.bindMemory(to: UInt16.self)) }
        self.init(
            components: (0..<Int(image.component_count)).map {
                Component(horizontal: horizontal[$0], vertical: vertical[$0], table: table[$0])
            },
            tables: (0..<4).map { has[$0] ? Array(values[64 * $0..<64 * $0 + 64]) : nil },
            isProgressive: image.is_progressive)
    }
}
