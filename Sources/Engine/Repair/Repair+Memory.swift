import Raster

extension Repair {
    /// Upper bounds of the bytes for a sample and a pixel of the result, over everything that holds whole images: the result, the composite,
    /// the PNG, masks and depths; for an upscaled result also floating-point copies for the report. Memory of tiles and areas is extra.
    private static let sampleBytes = 6, pixelBytes = 12, upscaledSampleBytes = 16, measuredPixelBytes = 160
    /// Bytes a pixel of a feather: weights, rows to the mask, the grown mask.
    private static let featherBytes = 4
    /// Bytes of a method that works in tiles, for any image size.
    private static let tileBytes = 64 << 20

    /// Pixels that `ImageFile` reads at most.
    private static let maxPixels = 1 << 28

    /// - Throws: `MemoryError` where the image does not fit into memory, `RepairError.resultTooLarge`.
    static func checkSize(
        _ image: Bitmap, _ method: String, scale: Int, isMeasured: Bool, isFeathered: Bool = false,
        free: FreeMemory = .now
    ) throws {
        let pixels = image.width * image.height * scale * scale
        guard pixels <= maxPixels else {
            throw RepairError.resultTooLarge(width: image.width * scale, height: image.height * scale, limit: maxPixels)
        }
        let needed =
            bytes(width: image.width, height: image.height, channels: image.channels, scale: scale)
            + pixels * ((isMeasured ? measuredPixelBytes : 0) + (isFeathered ? featherBytes : 0))
        let size = "\(image.width) x \(image.height) pixels" + (scale > 1 ? " to \(scale) times the size" : "")
        try MemoryError.check(
            needed, for: "\(method) of \(size)",
            advice: scale > 2 ? "\(.lower("scale", now: scale)), cut the image into parts" : "cut the image into parts",
            free: free)
    }

    /// What is said before a repair that needs more than 1 GB: its memory; nil for less.
    package static func memoryNote(width: Int, height: Int, channels: Int, scale: Int = 1) -> String? {
        let bytes = bytes(width: width, height: height, channels: channels, scale: scale)
        guard bytes > 1_000_000_000 else { return nil }
        return "repairing \(width) x \(height) pixels needs about \(MemoryError.text(bytes)) of memory"
    }

    /// The forecast of the bytes that a repair of an image needs.
    /// - Parameter scale: the factor by which the result is larger.
    package static func bytes(width: Int, height: Int, channels: Int, scale: Int = 1) -> Int {
        let pixels = width * height * scale * scale
        return pixels * (channels * (scale > 1 ? upscaledSampleBytes : sampleBytes) + pixelBytes) + tileBytes
    }
}
