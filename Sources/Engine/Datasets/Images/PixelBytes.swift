/// The pixels of a dataset: bytes in memory, or the bytes of a file of the cache that is mapped into memory.
package struct PixelBytes: Sendable, RandomAccessCollection {
    private enum Storage {
        case memory([UInt8])
        case mapped(CachedPixels)
    }

    private let storage: Storage

    package init(_ bytes: [UInt8]) { storage = .memory(bytes) }

    init(_ pixels: CachedPixels) { storage = .mapped(pixels) }

    package var startIndex: Int { 0 }

    package var endIndex: Int {
        switch storage {
        case .memory(let bytes): bytes.count
        case .mapped(let pixels): pixels.count
        }
    }

    /// One byte. Loops over many are faster on `bytes` of an image.
    package subscript(index: Int) -> UInt8 {
        switch storage {
        case .memory(let bytes): bytes[index]
        case .mapped(let pixels): pixels[index]
        }
    }

    /// A copy of the bytes of `range`.
    package func bytes(_ range: Range<Int>) -> [UInt8] {
        switch storage {
        case .memory(let bytes): Array(bytes[range])
        case .mapped(let pixels): pixels.withBytes(range) { Array($0) }
        }
    }

    package func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        switch storage {
        case .memory(let bytes): try bytes.withContiguousStorageIfAvailable(body)
        case .mapped(let pixels):
            try pixels.withBytes(0..<pixels.count) { try $0.withMemoryRebound(to: UInt8.self, body) }
        }
    }

    /// Writes the bytes of `range` to `target` from `start` on as values in -1...1: 0 becomes -1, 255 becomes 1.
    func copy(_ range: Range<Int>, to target: inout MutableSpan<Float>, at start: Int) {
        switch storage {
        case .memory(let bytes):
            let bytes = bytes.span
            for i in 0..<range.count { target[start + i] = Float(bytes[range.lowerBound + i]) * (2 / 255) - 1 }
        case .mapped(let pixels):
            pixels.copy(range, to: &target, at: start)
        }
    }

    /// The CRC-32 of all bytes.
    var checksum: UInt32 {
        cached?.checksum ?? withContiguousStorageIfAvailable { BlockChecksums.checksum(UnsafeRawBufferPointer($0)) }
            ?? 0
    }

    /// The file of the cache that the bytes are mapped from; nil for bytes in memory.
    package var cached: CachedPixels? { if case .mapped(let pixels) = storage { pixels } else { nil } }
}

extension PixelBytes: Equatable {
    package static func == (a: PixelBytes, b: PixelBytes) -> Bool { a.elementsEqual(b) }

    package static func == (a: PixelBytes, b: [UInt8]) -> Bool { a.elementsEqual(b) }
}
