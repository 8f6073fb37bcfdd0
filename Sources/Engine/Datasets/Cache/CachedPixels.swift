import Numerics

/// Decoded pixels in a file of the cache, mapped into memory; see `PixelCacheFile` for the format.
package struct CachedPixels: Sendable {
    /// The key of the file.
    package let key: String
    /// Bytes of all images, and of one.
    let count: Int
    let stride: Int
    /// The images left out while decoding.
    let skipped: [SkippedFile]
    /// Images whose proportions were not those of the set.
    let fitted: Int
    private let file: MappedFile
    private let start: Int
    private let checksums: BlockChecksums

    init(key: String, file: MappedFile, start: Int, header: PixelCacheFile.Header) {
        (self.key, self.file, self.start) = (key, file, start)
        (count, stride, checksums) = (header.count * header.stride, header.stride, header.checksums)
        fitted = header.fitted
        skipped = header.skipped.map { SkippedFile(file: $0.file, reason: $0.reason) }
    }

    /// Images in the file.
    package var images: Int { stride == 0 ? 0 : count / stride }

    subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count, "byte \(index) of \(count)")
        return file[start + index]
    }

    /// Calls `body` with the bytes of `range`.
    func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        precondition(range.upperBound <= count, "bytes \(range) of \(count)")
        return try file.withBytes(range.lowerBound + start..<range.upperBound + start, body)
    }

    /// Writes the bytes of `range` to `target` from `first` on as values in -1...1.
    func copy(_ range: Range<Int>, to target: inout MutableSpan<Float>, at first: Int) {
        precondition(range.upperBound <= count, "bytes \(range) of \(count)")
        for i in 0..<range.count { target[first + i] = Float(file[start + range.lowerBound + i]) * (2 / 255) - 1 }
    }

    /// The CRC-32 of all pixels, from those of the blocks.
    var checksum: UInt32 { checksums.combined(of: count) }

    /// Whether all bytes are those that were written. Reads the whole file, about a gigabyte a second on each thread.
    func isIntact(threads: Int) -> Bool {
        ThreadPool(threads).map(checksums.values.count) { isIntact(block: $0) }.allSatisfy(\.self)
    }

    /// Whether the blocks that hold `images` are intact. Reads these alone.
    package func isIntact(images: [Int]) -> Bool {
        let blocks = images.flatMap { image in
            image * stride / BlockChecksums.blockSize...((image + 1) * stride - 1) / BlockChecksums.blockSize
        }
        return Set(blocks).allSatisfy { isIntact(block: $0) }
    }

    private func isIntact(block: Int) -> Bool {
        withBytes(BlockChecksums.range(of: block, in: count)) { BlockChecksums.checksum($0) } == checksums.values[block]
    }
}

extension ImageSet {
    /// Images of the cache, without labels.
    package init(name: String, shape: ImageShape, pixels: CachedPixels) {
        self.init(
            name: name, height: shape.height, width: shape.width, channels: shape.channels, pixels: PixelBytes(pixels))
    }
}
