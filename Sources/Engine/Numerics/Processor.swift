import CIntrinsics
import Glibc

/// The processor: the vector width that this build was compiled for, the width that the CPU has, and instructions
/// without a Swift equivalent.
package enum Processor {
    /// Bits of a vector register in this build's instructions.
    package static var compiledVectorBits: Int { Int(compiled_vector_bits()) }
    /// Bits of a vector register that the CPU has.
    package static var availableVectorBits: Int { cpu_has_avx512() != 0 ? 512 : cpu_has_avx2() != 0 ? 256 : 128 }

    /// As the system calls it, e.g. "AMD EPYC 9354"; "this processor" where it does not say.
    package static let name: String = {
        guard let file = fopen("/proc/cpuinfo", "r") else { return "this processor" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") else { continue }
            return text[text.index(after: colon)...].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return "this processor"
    }()

    /// Prefetches the cache line at `address` for a write.
    @inlinable @inline(__always)
    package static func prefetchForWrite(_ address: UnsafeRawPointer) { prefetch_for_write(address) }
}
