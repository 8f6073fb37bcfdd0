/// A tensor by name: as many `values` as the product of `shape`, the last axis varying fastest; shape [] is one number.
public struct NamedTensor: Sendable, Equatable {
    public var name: String
    public var shape: [Int]
    public var values: [Float]

    public init(name: String, shape: [Int], values: [Float]) {
        precondition(shape.reduce(1, *) == values.count, "\(values.count) values of \(name) for shape \(shape)")
        (self.name, self.shape, self.values) = (name, shape, values)
    }
}

/// The safetensors format: a length, a JSON header, then the tensors' bytes without gaps (Hugging Face, 2022).
///
/// Bytes 0..<8 are the header's length, little-endian; the header maps each name to its element type, shape and byte
/// range behind the header, and `__metadata__` to strings. Every machine Swift runs on here is little-endian too.
public enum Safetensors {
    /// Element types that can be read; all become `Float`, I64 beyond 16,777,216 rounded.
    public enum ElementType: String, Sendable {
        case float32 = "F32"
        case int64 = "I64"
        case uint8 = "U8"

        var width: Int {
            switch self {
            case .float32: 4
            case .int64: 8
            case .uint8: 1
            }
        }
    }

    /// One tensor as the header describes it.
    public struct Entry: Sendable, Equatable {
        public let name: String
        public let type: ElementType
        public let shape: [Int]
        /// Where its bytes are, counted from the end of the header.
        public let bytes: Range<Int>

        public var count: Int { bytes.count / type.width }
    }

    /// What a file says about itself, checked against its length.
    public struct Header: Sendable, Equatable {
        /// In the order of their bytes.
        public let entries: [Entry]
        public let metadata: [String: String]
        /// Where the first tensor begins in the file.
        public let dataStart: Int
    }

    /// A whole file.
    public struct File: Sendable, Equatable {
        /// In the order of their bytes, which is the order they were written in.
        public let tensors: [NamedTensor]
        public let metadata: [String: String]

        /// The tensor called `name`. Linear in the number of tensors.
        public subscript(name: String) -> NamedTensor? { tensors.first { $0.name == name } }
    }
}
