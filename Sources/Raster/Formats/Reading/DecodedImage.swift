/// An image as the library of its format gives it, before conversion of its colours and rotation.
struct DecodedImage {
    /// Empty of meaning where there are inks.
    var bitmap: Bitmap
    var alpha: Bitmap?
    /// CMYK, four samples a pixel; `inverted` where 255 is no ink, nil where the file does not say it.
    var inks: (samples: [UInt8], inverted: Bool?)?
    var stored: StoredSamples?
    var metadata: ImageMetadata
    /// The profile as the file has it; it may be none.
    var profile: [UInt8]?
    var text: [PNG.Text] = []
    var conversions: [String] = []
    var notes: [String] = []
    var missing: MissingPart?

    init(_ bitmap: Bitmap, alpha: Bitmap? = nil, metadata: ImageMetadata) {
        (self.bitmap, self.alpha, self.metadata) = (bitmap, alpha, metadata)
    }
}

/// Reads one file in memory; a file of this folder extends it for each format.
struct ImageReader {
    let bytes: [UInt8]
    /// The name in errors.
    let name: String
    /// Whether the samples are kept as stored where the bitmap's differ.
    let keepsSamples: Bool
    let acceptsPartial: Bool

    /// - Throws: `ImageError.outOfMemory` where an array of this many bytes a pixel does not fit; small ones are not checked.
    func checkMemory(_ width: Int, _ height: Int, _ bytesPerPixel: Int) throws(ImageError) {
        let bytes = width * height * bytesPerPixel
        guard bytes > 1 << 24, bytes > FreeMemory.now.bytes else { return }
        throw .outOfMemory(name: name, width: width, height: height)
    }

    func bitmap(_ width: Int, _ height: Int, _ channels: Int, _ pixels: UnsafePointer<UInt8>?) -> Bitmap {
        Bitmap(
            width: width, height: height, channels: channels,
            pixels: [UInt8](UnsafeBufferPointer(start: pixels, count: width * height * channels)))
    }

    /// A copy of `count` values; nil for a null pointer.
    func copied<Value>(_ start: UnsafePointer<Value>?, _ count: Int) -> [Value]? {
        start.map { [Value](UnsafeBufferPointer(start: $0, count: count)) }
    }

    /// Colours and alpha of interleaved samples with 1 to 4 channels; even counts have alpha last.
    func separated<Value: FixedWidthInteger>(_ samples: UnsafeBufferPointer<Value>, channels: Int) -> (
        colors: [Value], alpha: [Value]?
    ) {
        guard channels % 2 == 0 else { return (Array(samples), nil) }
        var colors: [Value] = [], alpha: [Value] = []
        colors.reserveCapacity(samples.count / channels * (channels - 1))
        alpha.reserveCapacity(samples.count / channels)
        for start in stride(from: 0, to: samples.count, by: channels) {
            for c in 0..<channels - 1 { colors.append(samples[start + c]) }
            alpha.append(samples[start + channels - 1])
        }
        return (colors, alpha)
    }

    /// An image of 8-bit interleaved samples with 1 to 4 channels.
    func interleaved(
        _ format: ImageFormat, _ width: Int, _ height: Int, _ channels: Int, _ pixels: UnsafePointer<UInt8>?
    )
        -> DecodedImage
    {
        let parts = separated(UnsafeBufferPointer(start: pixels, count: width * height * channels), channels: channels)
        return DecodedImage(
            Bitmap(width: width, height: height, channels: channels < 3 ? 1 : 3, pixels: parts.colors),
            alpha: parts.alpha.map { Bitmap(width: width, height: height, channels: 1, pixels: $0) },
            metadata: ImageMetadata(format: format))
    }
}
