/// Encodes images in any format that is written, and says what the format cannot keep.
package enum ImageWriter {
    /// The bytes of a file.
    package struct Written: Sendable {
        package var bytes: [UInt8]
        /// What was converted or left out because the format has no place for it; empty for nothing.
        package var notes: [String]
    }

    /// The quality of a JPEG whose original is none.
    package static let standardQuality = 95

    /// Encodes an image.
    /// - Parameter quality: 1...100. Nil writes a JPEG with the tables of `metadata.jpeg`, else with `standardQuality`, and a WebP without loss.
    /// - Throws: `ImageError`.
    package static func encode(_ image: WritableImage, as format: ImageFormat, quality: Int? = nil) throws(ImageError)
        -> Written
    {
        precondition(format.isWritable, "\(format.rawValue) is not written")
        var image = image, notes: [String] = []
        if format != .png { fitColors(&image, format, &notes) }
        switch format {
        case .png:
            let count = image.text.count
            // Files may have texts that PNG does not allow.
            image.text.removeAll { text in (try? text.packed()) == nil }
            if image.text.count < count {
                notes.append("\(count - image.text.count) texts that PNG does not allow were left out")
            }
            return Written(bytes: try PNG.encode(image), notes: notes)
        case .jpeg: return try jpeg(image, quality, notes)
        case .webp: return try webp(image, quality, notes)
        case .tiff: return try tiff(image, notes)
        case .gif, .bmp, .heif, .avif: preconditionFailure("\(format.rawValue) is not written")
        }
    }

    /// Writes an image to `path` atomically, in the format of its ending: `quality` is the standard one.
    /// - Returns: what the format cannot keep.
    /// - Throws: `ImageError`, also for an unknown ending.
    @discardableResult
    package static func write(_ bitmap: Bitmap, text: [PNG.Text] = [], to path: String) throws(ImageError) -> [String] {
        let image = WritableImage(bitmap, metadata: ImageMetadata(format: .png), text: text)
        let written = try encode(image, as: ImageFormat(writing: path))
        do throws(FileError) {
            try AtomicFile.write(written.bytes, to: path)
        } catch {
            throw .file(error)
        }
        return written.notes
    }

    /// Colours as formats other than PNG can say them: sRGB's transfer curve, primaries in a profile.
    private static func fitColors(_ image: inout WritableImage, _ format: ImageFormat, _ notes: inout [String]) {
        if let exponent = image.metadata.appliedExponent {
            let before = image.samples
            image.samples = TransferCurve(exponent: exponent).toSRGB(before)
            let changed = image.samples.differences(from: before)
            notes.append("\(format.rawValue) holds no gAMA: \(changed) samples were given the transfer curve of sRGB")
        }
        (image.metadata.gamma, image.metadata.appliedExponent) = (nil, nil)
        guard let chromaticities = image.metadata.chromaticities else { return }
        image.metadata.chromaticities = nil
        if image.channels == 3, image.metadata.profile == nil,
            let profile = ColorProfile(chromaticities: chromaticities.map { Double($0) / 100_000 })
        {
            image.metadata.profile = profile
            notes.append("the primaries (cHRM) are kept as a colour profile")
        }
    }

    /// Rounds 16 bits to 8 for a format that has no more.
    static func roundDepth(_ image: inout WritableImage, _ format: ImageFormat, _ notes: inout [String]) {
        guard image.depth == 16 else { return }
        image.samples = image.samples.bytes
        image.alpha = image.alpha?.bytes
        notes.append("\(format.rawValue) holds 8 bits a sample: the 16 bits were rounded")
    }
}

extension StoredSamples.Values {
    /// Rounded to 8 bits.
    var bytes: StoredSamples.Values {
        switch self {
        case .bytes: self
        case .words(let words): .bytes(words.map { UInt8((Int($0) + 128) / 257) })
        }
    }

    /// Samples that differ from those of an array of the same depth.
    func differences(from other: StoredSamples.Values) -> Int {
        switch (self, other) {
        case (.bytes(let a), .bytes(let b)): zip(a, b).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
        case (.words(let a), .words(let b)): zip(a, b).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
        default: max(count, other.count)
        }
    }
}
