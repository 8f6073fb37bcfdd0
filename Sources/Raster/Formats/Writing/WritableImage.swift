/// An image to write, with all that is around its samples.
package struct WritableImage: Sendable {
    package let width: Int
    package let height: Int
    /// 1 (grey) or 3 (RGB).
    package let channels: Int
    /// The colours, `channels` for a pixel.
    package var samples: StoredSamples.Values
    /// Of as many bits as `samples`; nil for an opaque image.
    package var alpha: StoredSamples.Values?
    /// Orientation and depth do not count: the samples are upright and have their depth.
    package var metadata: ImageMetadata
    package var text: [PNG.Text]

    /// - Precondition: the samples and the alpha fit the size and have the same depth.
    package init(
        width: Int, height: Int, channels: Int, samples: StoredSamples.Values, alpha: StoredSamples.Values? = nil,
        metadata: ImageMetadata, text: [PNG.Text]
    ) {
        precondition(
            samples.count == width * height * channels,
            "\(samples.count) samples for \(width) x \(height) x \(channels)")
        precondition(alpha.map { $0.count == width * height } ?? true, "alpha of \(alpha?.count ?? 0) samples")
        (self.width, self.height, self.channels) = (width, height, channels)
        (self.samples, self.alpha, self.metadata, self.text) = (samples, alpha, metadata, text)
    }

    /// An image of 8 bits.
    package init(_ bitmap: Bitmap, alpha: Bitmap? = nil, metadata: ImageMetadata, text: [PNG.Text] = []) {
        self.init(
            width: bitmap.width, height: bitmap.height, channels: bitmap.channels, samples: .bytes(bitmap.pixels),
            alpha: alpha.map { .bytes($0.pixels) }, metadata: metadata, text: text)
    }

    /// Bits of a sample: 8 or 16.
    package var depth: Int {
        switch samples {
        case .bytes: 8
        case .words: 16
        }
    }

    /// The colours in 8 bits with the transfer curve of sRGB, as a reader gives them; grey repeated for 3 channels.
    package func rounded(channels target: Int) -> [UInt8] {
        let curved = metadata.appliedExponent.map { TransferCurve(exponent: $0).toSRGB(samples) } ?? samples
        guard case .bytes(let bytes) = curved.bytes else { return [] }
        return Bitmap(width: width, height: height, channels: channels, pixels: bytes).converted(toChannels: target)
            .pixels
    }

    /// Channels with alpha.
    var interleavedChannels: Int { channels + (alpha == nil ? 0 : 1) }

    /// Calls `body` with the samples of each pixel, its alpha last.
    func withInterleaved<Result>(_ body: (UnsafeRawPointer?) -> Result) -> Result {
        switch (samples, alpha) {
        case (.bytes(let colors), .bytes(let alpha)):
            Self.interleaved(colors, alpha, channels).withUnsafeBytes { body($0.baseAddress) }
        case (.words(let colors), .words(let alpha)):
            Self.interleaved(colors, alpha, channels).withUnsafeBytes { body($0.baseAddress) }
        case (.bytes(let colors), _): colors.withUnsafeBytes { body($0.baseAddress) }
        case (.words(let colors), _): colors.withUnsafeBytes { body($0.baseAddress) }
        }
    }

    private static func interleaved<Value>(_ colors: [Value], _ alpha: [Value], _ channels: Int) -> [Value] {
        var samples: [Value] = []
        samples.reserveCapacity(colors.count + alpha.count)
        for i in alpha.indices {
            for c in 0..<channels { samples.append(colors[i * channels + c]) }
            samples.append(alpha[i])
        }
        return samples
    }

    /// - Throws: `ImageError` for an image without pixels or with a side that the format does not allow.
    func checkSize(_ format: ImageFormat, largest: Int) throws(ImageError) {
        guard width > 0, height > 0 else { throw .nothingToWrite(width: width, height: height) }
        guard width <= largest, height <= largest else {
            throw .unwritable(
                reason: "\(format.rawValue) has at most \(largest) pixels a side, not \(width) x \(height)")
        }
    }

    /// The bytes that a library made.
    static func copied(_ start: UnsafePointer<UInt8>?, _ count: Int, for image: WritableImage, _ format: ImageFormat)
        throws(ImageError) -> [UInt8]
    {
        if count > 1 << 24, count > FreeMemory.now.bytes {
            throw .outOfMemory(name: format.rawValue, width: image.width, height: image.height)
        }
        return [UInt8](UnsafeBufferPointer(start: start, count: count))
    }
}
