/// The IDX format of MNIST: a magic number, big-endian sizes, bytes (LeCun, Cortes, Burges, 1998).
///
/// Bytes 0 and 1 of the magic number are zero, byte 2 is the element type, byte 3 the number of dimensions. Images are unsigned bytes;
/// labels may be any integers. Files may be gzip.
package enum IDX {
    /// An array of shape `sizes`, the last dimension varying fastest.
    package struct Contents: Sendable, Equatable {
        package var sizes: [Int]
        package var bytes: [UInt8]

        package init(sizes: [Int], bytes: [UInt8]) { (self.sizes, self.bytes) = (sizes, bytes) }
    }

    /// The code of the elements' type.
    enum ElementType: UInt8 {
        case unsignedByte = 0x08, signedByte = 0x09, int16 = 0x0B, int32 = 0x0C, float = 0x0D, double = 0x0E

        /// Bytes of an element.
        var width: Int {
            switch self {
            case .unsignedByte, .signedByte: 1
            case .int16: 2
            case .int32, .float: 4
            case .double: 8
            }
        }
    }

    /// Reads the unsigned bytes of `path`; memory is allocated only after the header has been checked against the file's length.
    /// - Throws: `DataError` for a wrong magic number, other dimensions, missing bytes or corrupt gzip data.
    package static func read(_ path: String, dimensions: Set<Int>) throws(DataError) -> Contents {
        let found = try readArray(path, dimensions: dimensions, types: [.unsignedByte])
        return Contents(sizes: found.sizes, bytes: found.bytes)
    }

    /// Reads elements of any of `types`, as big-endian bytes.
    static func readArray(
        _ path: String, dimensions: Set<Int>, types: Set<ElementType>
    ) throws(DataError) -> (type: ElementType, sizes: [Int], bytes: [UInt8]) {
        let file = try Gzip(path)
        let (type, sizes) = try readHeader(file, dimensions: dimensions, types: types)
        // Four bytes for the magic number and four for each size.
        let header = 4 + 4 * sizes.count
        guard sizes.allSatisfy({ $0 > 0 }) else { throw .empty(path: path) }
        guard let count = product(sizes + [type.width]), count <= file.limit else {
            throw .impossibleHeader(path: path, sizes: sizes)
        }
        try DataError.checkMemory(count, path: path)
        let bytes = try file.read(count)
        guard bytes.count == count else {
            throw .truncated(path: path, expected: header + count, found: header + bytes.count)
        }
        guard try file.isAtEnd() else { throw .trailing(path: path, expected: header + count) }
        return (type, sizes, bytes)
    }

    private static func readHeader(
        _ file: Gzip, dimensions: Set<Int>, types: Set<ElementType>
    ) throws(DataError) -> (ElementType, [Int]) {
        let magic = try file.read(4)
        guard !magic.isEmpty else { throw .empty(path: file.path) }
        // Python's pickles of protocol 2 and above.
        guard magic.count < 2 || magic[0] != 0x80 || magic[1] < 2 || magic[1] > 5 else {
            throw .pickle(path: file.path)
        }
        guard magic.count == 4, magic[0] == 0, magic[1] == 0, magic[2] >= 8, magic[2] <= 0x0E else {
            throw .magicNumber(path: file.path, found: magic)
        }
        guard let type = ElementType(rawValue: magic[2]), types.contains(type) else {
            throw .elementType(path: file.path, code: magic[2], labels: types.count > 1)
        }
        let rank = Int(magic[3])
        guard dimensions.contains(rank) else {
            let expected = dimensions.sorted().map(String.init).joined(separator: " or ")
            throw .dimensionCount(path: file.path, expected: expected, found: rank)
        }
        let sizes = try file.read(4 * rank)
        guard sizes.count == 4 * rank else {
            throw .truncated(path: file.path, expected: 4 + 4 * rank, found: 4 + sizes.count)
        }
        return (
            type,
            (0..<rank).map { axis in
                sizes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
            }
        )
    }

    private static func product(_ sizes: [Int]) -> Int? {
        sizes.reduce(1 as Int?) { total, size in
            guard let (value, overflow) = total?.multipliedReportingOverflow(by: size), !overflow else { return nil }
            return value
        }
    }
}
