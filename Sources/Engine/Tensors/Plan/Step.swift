extension Plan {
    /// One kernel of a plan and what it costs.
    package struct Step: Sendable {
        package let kernel: any Kernel
        /// E.g. "matmul + add leaky_relu".
        package let name: String
        /// E.g. "256x1024x784".
        package let shape: String
        /// The variables that it reads or changes.
        package let variables: [String]
        /// Floating point operations of matrix products.
        package let productOperations: Int
        /// Element-wise functions and additions, one for each element.
        package let otherOperations: Int
        /// Bytes read and written, each tensor counted once.
        package let bytes: Int
    }
}
