package import Numerics

/// A step's work, compiled: a value that holds the offsets and sizes it needs and computes one chunk at a time.
///
/// A kernel is made when a plan is compiled. Running it allocates nothing, and the result does not depend on which
/// thread runs a chunk. The chunks of one kernel write disjoint ranges of the arena, so they may run at the same time.
package protocol Kernel: Sendable {
    /// Independent parts of the work, at least 1; fixed when the plan is compiled.
    var chunks: Int { get }

    /// Floats of scratch memory that a chunk needs; each thread has its own.
    var scratch: Int { get }

    /// True where fewer multiplications are done than `Plan.Step.productOperations` counts (Winograd 1980).
    var usesWinograd: Bool { get }

    /// The number format of the factors of its products.
    var precision: Precision { get }

    /// Computes chunk `chunk`, 0..<chunks.
    func run(chunk: Int, in context: KernelContext)
}

extension Kernel {
    package var scratch: Int { 0 }
    package var usesWinograd: Bool { false }
    package var precision: Precision { .fp32 }
}

/// What a kernel works with during a run.
package struct KernelContext {
    /// Start of the arena; the offsets in kernels are relative to it.
    package let arena: UnsafeMutablePointer<Float>
    /// The calling thread's scratch memory.
    package let scratch: UnsafeMutablePointer<Float>
    /// Key of the random numbers: the same seed and counter give the same numbers.
    package let seed: UInt64
    package let counter: UInt64
}
