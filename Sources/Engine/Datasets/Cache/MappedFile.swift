import Glibc

/// A file mapped into memory for reading: its pages are read when they are used, and the system may drop them when memory is short.
///
/// The file must not become shorter while it is mapped. Files of the cache are replaced and deleted as a whole, never changed.
// @unchecked: address and length are constants and the mapping is read-only, so any thread may read it.
final class MappedFile: @unchecked Sendable {
    private let memory: UnsafeRawBufferPointer

    var count: Int { memory.count }

    /// Nil for a file that cannot be opened or mapped, and for an empty one.
    init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
            let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED
        else { return nil }
        memory = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count) }

    subscript(index: Int) -> UInt8 { memory[index] }

    /// Calls `body` with the bytes of `range`.
    func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count) bytes")
        return try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(rebasing: memory[range])) }
    }

    /// A copy of the bytes of `range`.
    func bytes(_ range: Range<Int>) -> [UInt8] { withBytes(range) { Array($0) } }
}
