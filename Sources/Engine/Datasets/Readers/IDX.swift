/// The IDX format of MNIST: a magic number, big-endian sizes, bytes (LeCun, Cortes, Burges, 1998).
///
/// Bytes 0 and 1 of the magic number are zero, byte 2 is the element type (8: unsigned byte, the only one read), byte 3
/// the number of dimensions. Files may be gzip.
package enum IDX {
    /// An array of shape `sizes`, the last dimension varying fastest.
    package struct Contents: Sendable, Equatable {
        package var sizes: [Int]
        package var bytes: [UInt8]

        package init(sizes: [Int], bytes: [UInt8]) { (self.sizes, self.bytes) = (sizes, bytes) }
    }

    /// Reads `path`; memory is allocated only after the header has been checked against the file's length.
    /// - Throws: `DataError` for a wrong magic number, other dimensions, missing bytes or corrupt gzip data.
    package static func read(_ path: String, dimensions: Set<Int>) throws(DataError) -> Contents {
        let file = try Gzip(path)
        let sizes = try readHeader(file, dimensions: dimensions)
        // Four bytes for the magic number and four for each size.
        let header = 4 + 4 * sizes.count
        guard sizes.allSatisfy({ $0 > 0 }) else { throw .empty(path: path) }
        guard let count = product(sizes), count <= file.limit else {
            throw .impossibleHeader(path: path, sizes: sizes)
        }
        try DataError.checkMemory(count, path: path)
        let bytes = try file.read(count)
        guard bytes.count == count else {
            throw .truncated(path: path, expected: header + count, found: header + bytes.count)
        }
        guard try file.isAtEnd() else { throw .trailing(path: path, expected: header + count) }
        return Contents(sizes: sizes, bytes: bytes)
    }

    private static func readHeader(_ file: Gzip, dimensions: Set<Int>) throws(DataError) -> [Int] {
        let magic = try file.read(4)
        guard !magic.isEmpty else { throw .empty(path: file.path) }
        guard magic.count == 4, magic[0] == 0, magic[1] == 0, magic[2] >= 8, magic[2] <= 0x0E else {
            throw .magicNumber(path: file.path, found: magic)
        }
        guard magic[2] == 8 else { throw .elementType(path: file.path, code: magic[2]) }
        let rank = Int(magic[3])
        guard dimensions.contains(rank) else {
            let expected = dimensions.sorted().map(String.init).joined(separator: " or ")
            throw .dimensionCount(path: file.path, expected: expected, found: rank)
        }
        let sizes = try file.read(4 * rank)
        guard sizes.count == 4 * rank else {
            throw .truncated(path: file.path, expected: 4 + 4 * rank, found: 4 + sizes.count)
        }
        return (0..<rank).map { axis in
            sizes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
        }
    }

    private static func product(_ sizes: [Int]) -> Int? {
        sizes.reduce(1 as Int?) { total, size in
            guard let (value, overflow) = total?.multipliedReportingOverflow(by: size), !overflow else { return nil }
            return value
        }
    }
}
