import FoundationEssentials

/// Element types of TensorFlow's tensors, by their numbers in event files.
enum TensorType {
    static let float: Int32 = 1, double: Int32 = 2, int32: Int32 = 3, uint8: Int32 = 4, int16: Int32 = 5
    static let int8: Int32 = 6, string: Int32 = 7, int64: Int32 = 9, bool: Int32 = 10, bfloat16: Int32 = 14
    static let uint16: Int32 = 17, half: Int32 = 19, uint32: Int32 = 22, uint64: Int32 = 23
}

extension Tensorboard_TensorProto {
    /// The value of a numeric tensor with one element, which is written as a list or as little-endian bytes; nil for any other tensor.
    var number: Float? {
        guard tensorShape.dim.allSatisfy({ $0.size == 1 }) else { return nil }
        let size: Int
        switch dtype {
        case TensorType.float:
            if let number = floatVal.first { return number }
            return bits(4).map { Float(bitPattern: UInt32($0)) }
        case TensorType.double:
            if let number = doubleVal.first { return Float(number) }
            return bits(8).map { Float(Double(bitPattern: $0)) }
        case TensorType.half, TensorType.bfloat16:
            guard let bits = halfVal.first.map({ UInt64(UInt32(bitPattern: $0)) }) ?? bits(2) else { return nil }
            let word = UInt16(truncatingIfNeeded: bits)
            return dtype == TensorType.half ? Self.half(word) : Float(bitPattern: UInt32(word) << 16)
        case TensorType.int64:
            if let number = int64Val.first { return Float(number) }
            size = 8
        case TensorType.int32, TensorType.int16, TensorType.int8, TensorType.uint8, TensorType.uint16:
            if let number = intVal.first { return Float(number) }
            size = [TensorType.int32: 4, TensorType.int16: 2, TensorType.uint16: 2][dtype] ?? 1
        case TensorType.uint32:
            if let number = uint32Val.first { return Float(number) }
            return bits(4).map { Float($0) }
        case TensorType.uint64:
            if let number = uint64Val.first { return Float(number) }
            return bits(8).map { Float($0) }
        case TensorType.bool:
            if let value = boolVal.first { return value ? 1 : 0 }
            return bits(1).map { $0 == 0 ? 0 : 1 }
        default: return nil
        }
        guard let bits = bits(size) else { return nil }
        if dtype == TensorType.uint8 || dtype == TensorType.uint16 { return Float(bits) }
        // The sign bit moves to the top and back.
        let unused = 64 - 8 * UInt64(size)
        return Float(Int64(bitPattern: bits << unused) >> Int64(unused))
    }

    /// The content where it has `size` bytes, at most eight.
    private func bits(_ size: Int) -> UInt64? {
        tensorContent.count == size ? tensorContent.reversed().reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    /// IEEE 754 binary16: `Float16` does not exist on every machine.
    private static func half(_ bits: UInt16) -> Float {
        let exponent = Int(bits >> 10 & 0x1F), fraction = Float(bits & 0x3FF), sign: Float = bits >> 15 == 0 ? 1 : -1
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 0x1F: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * (1 + fraction * 0x1p-10) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
        }
    }
}
