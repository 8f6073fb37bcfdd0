import CIntrinsics

/// The processor: the vector width that this build was compiled for, the width that the CPU has, and instructions
/// without a Swift equivalent.
package enum Processor {
    /// Bits of a vector register in this build's instructions.
    package static var compiledVectorBits: Int { Int(compiled_vector_bits()) }
    /// Bits of a vector register that the CPU has.
    package static var availableVectorBits: Int { cpu_has_avx512() != 0 ? 512 : cpu_has_avx2() != 0 ? 256 : 128 }

    /// Prefetches the cache line at `address` for a write.
    @inlinable @inline(__always)
    package static func prefetchForWrite(_ address: UnsafeRawPointer) { prefetch_for_write(address) }
}
