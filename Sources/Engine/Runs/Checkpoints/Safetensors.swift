/// A named tensor, the last axis varying fastest; shape [] is a scalar.
package struct NamedTensor: Sendable, Equatable {
    package var name: String
    package var shape: [Int]
    package var values: [Float]

    package init(name: String, shape: [Int], values: [Float]) {
        precondition(shape.reduce(1, *) == values.count, "\(values.count) values of \(name) for shape \(shape)")
        (self.name, self.shape, self.values) = (name, shape, values)
    }
}

/// The safetensors format: a length, a JSON header, then the tensors' bytes without gaps (Hugging Face, 2022).
///
/// Bytes 0..<8 are the header's length, little-endian. The header maps each name to its element type, shape and byte range after the
/// header, and `__metadata__` to strings. Supported machines are little-endian too.
package enum Safetensors {
    /// One tensor as the header describes it.
    package struct Entry: Sendable, Equatable {
        package let name: String
        package let type: ElementType
        package let shape: [Int]
        /// Its bytes, counted from the end of the header.
        package let bytes: Range<Int>

        package var count: Int { shape.reduce(1, *) }
    }

    /// The header, checked against the length of the file.
    package struct Header: Sendable, Equatable {
        /// In the order of their bytes.
        package let entries: [Entry]
        package let metadata: [String: String]
        /// The offset of the first tensor in the file.
        package let dataStart: Int
    }

    /// A whole file.
    package struct File: Sendable, Equatable {
        /// In the order of their bytes, which is the order of writing.
        package let tensors: [NamedTensor]
        package let metadata: [String: String]

        /// The tensor `name`, nil where there is none. Linear in the number of tensors.
        package subscript(name: String) -> NamedTensor? { tensors.first { $0.name == name } }
    }
}
