extension IDX {
    /// Reads labels of any integer type with 1 or 2 dimensions; of several columns, the first is the class (QMNIST).
    /// - Throws: `DataError`, also for a label outside of 0...255.
    static func readLabels(_ path: String) throws(DataError) -> [UInt8] {
        let contents = try readArray(path, dimensions: [1, 2], types: [.unsignedByte, .signedByte, .int16, .int32])
        let columns = contents.sizes.count == 2 ? contents.sizes[1] : 1, width = contents.type.width
        var labels: [UInt8] = []
        labels.reserveCapacity(contents.sizes[0])
        for row in 0..<contents.sizes[0] {
            let start = row * columns * width
            let label = contents.type.integer(contents.bytes[start..<start + width])
            guard let byte = UInt8(exactly: label) else { throw .labelValue(path: path, label: label, index: row) }
            labels.append(byte)
        }
        return labels
    }
}

extension IDX.ElementType {
    /// The big-endian integer in `bytes`.
    fileprivate func integer(_ bytes: ArraySlice<UInt8>) -> Int {
        let word = bytes.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        return switch self {
        case .unsignedByte: Int(word)
        case .signedByte: Int(Int8(truncatingIfNeeded: word))
        case .int16: Int(Int16(truncatingIfNeeded: word))
        default: Int(Int32(truncatingIfNeeded: word))
        }
    }
}
