import CZlib

/// The CRC-32 of each block of a file, so that a part of it can be verified without reading the rest.
struct BlockChecksums: Sendable, Equatable {
    /// Bytes of a block; the last one may be shorter.
    static let blockSize = 1 << 20

    var values: [UInt32]

    static func range(of block: Int, in count: Int) -> Range<Int> {
        block * blockSize..<min((block + 1) * blockSize, count)
    }

    /// Those of `bytes`.
    init(of bytes: UnsafeRawBufferPointer) {
        let blocks = (bytes.count + Self.blockSize - 1) / Self.blockSize
        values = (0..<blocks).map { block in
            Self.checksum(UnsafeRawBufferPointer(rebasing: bytes[Self.range(of: block, in: bytes.count)]))
        }
    }

    init(values: [UInt32]) { self.values = values }

    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_z(0, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }

    /// The CRC-32 of all `count` bytes together, without reading them.
    func combined(of count: Int) -> UInt32 {
        values.indices.reduce(0) { sum, block in
            Self.combined(sum, values[block], length: Self.range(of: block, in: count).count)
        }
    }

    /// The CRC-32 of two parts after one another.
    /// - Parameter length: bytes of the second part.
    static func combined(_ first: UInt32, _ second: UInt32, length: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_combine(uLong(first), uLong(second), length))
    }
}
