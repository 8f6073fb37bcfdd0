package import Numerics
package import Raster

/// Products of this process that are wrong, found before the first step.
package struct ArithmeticError: UserError, Equatable {
    package let fault: ProductCheck.Fault

    package init(_ fault: ProductCheck.Fault) { self.fault = fault }

    private var library: String {
        fault.precision == .fp32 ? "\(BLAS.version) with its \(BLAS.coreName) kernels" : "the bf16 product"
    }

    package var location: String? { nil }

    package var what: String {
        "\(library) computes wrong products on \(Processor.name): \(fault.found) for \(fault.expected) in one of "
            + fault.shape
    }

    package var suggestion: Suggestion {
        fault.precision == .fp32
            ? "set OPENBLAS_CORETYPE=Haswell in the environment, or install another version of OpenBLAS; `tessera doctor` checks it"
            : "\(.set("precision", to: "fp32"))"
    }

    /// Compares a few products of the precision with their sums, once for each process; under 5 ms.
    /// - Throws: `ArithmeticError` for the first that is wrong.
    package static func check(_ precision: Precision) throws(ArithmeticError) {
        if let fault = blasFault ?? (precision == .bf16 ? bfloat16Fault : nil) { throw ArithmeticError(fault) }
    }

    private static let blasFault = ProductCheck.blas(ProductCheck.quick)
    private static let bfloat16Fault = ProductCheck.bfloat16(ProductCheck.quick)
}
