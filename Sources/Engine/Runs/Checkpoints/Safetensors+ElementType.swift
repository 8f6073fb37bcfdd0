extension Safetensors {
    /// The type of a tensor's elements, by the format's name. Those with a width are read and become `Float`: F16 and BF16 exactly,
    /// F64 rounded to the nearest, integers exactly up to 16,777,216.
    package struct ElementType: Sendable, Equatable {
        /// E.g. "F32", "BF16".
        package let name: String
        /// Bytes of an element; nil for a type that is not read.
        let width: Int?

        init(_ name: String) {
            self.name = name
            width = Self.widths.first { $0.name == name }?.bytes
        }

        private static let widths = [
            (name: "F64", bytes: 8), (name: "F32", bytes: 4), (name: "F16", bytes: 2), (name: "BF16", bytes: 2),
            (name: "I64", bytes: 8), (name: "I32", bytes: 4), (name: "I16", bytes: 2), (name: "I8", bytes: 1),
            (name: "U8", bytes: 1),
        ]

        /// The types that are read, in words.
        static let readable: String = {
            let names = widths.map(\.name)
            return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
        }()
    }
}
