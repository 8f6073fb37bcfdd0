import Raster

extension Repair {
    /// Bytes that a sample and a pixel of the result take at most, over all that holds whole pictures: the result, the pasted one, the PNG;
    /// masks and depths; for a larger one, all of it as numbers for the receipt. What methods take for a tile or an area comes on top.
    private static let sampleBytes = 6, pixelBytes = 12, enlargedSampleBytes = 16, measuredPixelBytes = 160
    /// What a method that works in tiles takes, whatever the picture.
    private static let tileBytes = 64 << 20

    /// The most that `Picture` reads.
    private static let mostPixels = 1 << 28

    /// - Throws: `MemoryError` where there is not enough for the picture as a whole, `RepairError.resultTooLarge`.
    static func checkSize(_ picture: Bitmap, _ method: String, scale: Int, isMeasured: Bool, free: FreeMemory = .now) throws {
        let pixels = picture.width * picture.height * scale * scale, samples = pixels * picture.channels
        guard pixels <= mostPixels else {
            throw RepairError.resultTooLarge(width: picture.width * scale, height: picture.height * scale, most: mostPixels)
        }
        let needed = samples * (scale > 1 ? enlargedSampleBytes : sampleBytes) + pixels * (pixelBytes + (isMeasured ? measuredPixelBytes : 0)) + tileBytes
        let size = "\(picture.width) x \(picture.height) pixels" + (scale > 1 ? " to \(scale) times the size" : "")
        try MemoryError.check(needed, for: "\(method) of \(size)",
                              less: scale > 2 ? "give a smaller --set scale=, cut the picture into parts" : "cut the picture into parts", free: free)
    }
}
