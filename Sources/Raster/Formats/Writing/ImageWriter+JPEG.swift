import CJPEG
import Glibc

extension ImageWriter {
    static func jpeg(_ image: WritableImage, _ quality: Int?, _ notes: [String]) throws(ImageError) -> Written {
        var image = image, notes = notes
        try image.checkSize(.jpeg, largest: 65_500)
        roundDepth(&image, .jpeg, &notes)
        if case .bytes(let alpha) = image.alpha {
            let count = alpha.reduce(0) { $0 + ($1 < 255 ? 1 : 0) }
            if count > 0 { notes.append("JPEG holds no transparency: \(count) transparent pixels became opaque") }
            image.alpha = nil
        }
        let exif = segment(JPEGSegments.exifName, image.metadata.exif, "EXIF data", &notes)
        let xmp = segment(JPEGSegments.xmpName, image.metadata.xmp, "the XMP packet", &notes)
        let profile = image.metadata.profile?.bytes ?? []
        var comments: [CChar] = [], count = 0
        for text in image.text {
            let words = (text.key == "Comment" ? "" : text.key + ": ") + text.value
            let bytes = Array(words.utf8.filter { $0 != 0 })
            guard bytes.count < JPEGSegments.largest else {
                notes.append("the text '\(text.key)' is too long for a JPEG and was left out")
                continue
            }
            comments += (bytes + [0]).map(CChar.init(bitPattern:))
            count += 1
        }
        var source = cjpeg_source(), message = CMessage(), out: UnsafeMutablePointer<UInt8>?, size: UInt = 0
        defer { free(out) }
        (source.width, source.height, source.channels) = (
            UInt32(image.width), UInt32(image.height), Int32(image.channels)
        )
        source.comment_count = count
        if let resolution = image.metadata.resolution {
            source.density_unit = 1
            source.density_x = UInt32(clamping: Int(resolution.x.rounded()))
            source.density_y = UInt32(clamping: Int(resolution.y.rounded()))
        }
        var model = image.metadata.jpeg.map { cjpeg_picture($0) } ?? cjpeg_picture()
        let fits = Int(model.component_count) == image.channels
        source.quality = Int32(quality ?? (fits ? 0 : standardQuality))
        let code = image.withInterleaved { samples in
            profile.withUnsafeBufferPointer { profile in
                exif.withUnsafeBufferPointer { exif in
                    xmp.withUnsafeBufferPointer { xmp in
                        comments.withUnsafeBufferPointer { comments in
                            withUnsafePointer(to: &model) { model in
                                source.pixels = samples?.assumingMemoryBound(to: UInt8.self)
                                source.model = fits ? model : nil
                                if !profile.isEmpty { source.profile = profile.baseAddress }
                                if !exif.isEmpty { source.exif = exif.baseAddress }
                                if !xmp.isEmpty { source.xmp = xmp.baseAddress }
                                source.profile_count = UInt32(profile.count)
                                (source.exif_count, source.xmp_count) = (UInt32(exif.count), UInt32(xmp.count))
                                source.comments = comments.baseAddress
                                return Int(cjpeg_write(&source, &out, &size, &message.bytes, message.bytes.count))
                            }
                        }
                    }
                }
            }
        }
        if code == CJPEG_NO_MEMORY { throw .outOfMemory(name: "JPEG", width: image.width, height: image.height) }
        guard code == CJPEG_OK else { throw .unwritable(reason: "JPEG: \(message.text)") }
        return Written(bytes: try WritableImage.copied(out, Int(size), for: image, .jpeg), notes: notes)
    }

    /// The contents of a segment; empty for none and for what does not fit into one.
    private static func segment(_ name: [UInt8], _ bytes: [UInt8]?, _ kind: String, _ notes: inout [String]) -> [UInt8]
    {
        guard let bytes, !bytes.isEmpty else { return [] }
        guard name.count + bytes.count <= JPEGSegments.largest else {
            notes.append("\(kind) of \(bytes.count) bytes does not fit into a JPEG and was left out")
            return []
        }
        return name + bytes
    }
}

extension cjpeg_picture {
    /// The tables and the sampling of a file that was read.
    fileprivate init(_ coding: JPEGCoding) {
        self.init()
        component_count = Int32(coding.components.count)
        is_progressive = coding.isProgressive
        withUnsafeMutableBytes(of: &horizontal) { $0.copyBytes(from: coding.components.map(\.horizontal)) }
        withUnsafeMutableBytes(of: &vertical) { $0.copyBytes(from: coding.components.map(\.vertical)) }
        withUnsafeMutableBytes(of: &table) { $0.copyBytes(from: coding.components.map(\.table)) }
        has_table = (coding.tables[0] != nil, coding.tables[1] != nil, coding.tables[2] != nil, coding.tables[3] != nil)
        let values = coding.tables.flatMap { $0 ?? [UInt16](repeating: 1, count: 64) }
        withUnsafeMutableBytes(of: &tables) { out in values.withUnsafeBytes { out.copyBytes(from: $0) } }
    }
}
