import Glibc

/// The one block of memory in which a plan runs: state, workspace and scratch, at offsets fixed when the plan was
/// compiled.
// @unchecked Sendable: address and size never change. Threads never write the same element at the same time: the chunks
// of a step write disjoint ranges, and `ThreadPool` starts a step only when all chunks before it are complete.
package final class Arena: @unchecked Sendable {
    package let base: UnsafeMutablePointer<Float>
    /// Size in elements.
    package let count: Int

    /// Offsets are multiples of this many elements, one cache line and one widest vector.
    package static let alignment = 16
    private static let hugePage = 2 << 20

    /// Memory of `count` zeros. Where a user's settings decide the size, check `FreeMemory` first: a failed allocation
    /// ends the program.
    package init(count: Int) {
        self.count = count
        let bytes = (max(count, 1) * MemoryLayout<Float>.stride + Self.hugePage - 1) / Self.hugePage * Self.hugePage
        var memory: UnsafeMutableRawPointer?
        let failure = posix_memalign(&memory, Self.hugePage, bytes)
        guard failure == 0, let memory else { preconditionFailure("no \(bytes) bytes for the arena: error \(failure)") }
        // Every step streams through weights and moments; large pages need fewer entries of the TLB.
        madvise(memory, bytes, MADV_HUGEPAGE)
        memset(memory, 0, bytes)
        base = memory.bindMemory(to: Float.self, capacity: count)
    }

    deinit { free(base) }

    package static func aligned(_ count: Int) -> Int { (count + alignment - 1) / alignment * alignment }

    package func write(_ values: [Float], at offset: Int) {
        precondition(offset >= 0 && offset + values.count <= count, "write of \(values.count) at \(offset) of \(count)")
        values.withUnsafeBufferPointer { (base + offset).update(from: $0.baseAddress!, count: values.count) }
    }

    package func read(at offset: Int, count length: Int) -> [Float] {
        precondition(offset >= 0 && offset + length <= count, "read of \(length) at \(offset) of \(count)")
        return Array(UnsafeBufferPointer(start: base + offset, count: length))
    }

    package func read(at offset: Int) -> Float {
        precondition(offset >= 0 && offset < count, "read at \(offset) of \(count)")
        return base[offset]
    }

    /// Calls `body` with elements to fill in place.
    package func fill(at offset: Int, count length: Int, _ body: (inout MutableSpan<Float>) -> Void) {
        precondition(offset >= 0 && offset + length <= count, "fill of \(length) at \(offset) of \(count)")
        var span = UnsafeMutableBufferPointer(start: base + offset, count: length).mutableSpan
        body(&span)
    }
}
