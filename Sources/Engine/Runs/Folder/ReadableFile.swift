import Glibc
import Raster

/// A file open for reading at any offset.
struct ReadableFile: ~Copyable {
    private let descriptor: Int32
    /// Bytes in the file when it was opened.
    let size: Int

    /// - Throws: `Failure` with the system's reason, also for what is not a regular file.
    init(_ path: String) throws(Failure) { try self.init(ExactPath(path)) }

    /// - Throws: `Failure` with the system's reason, also for what is not a regular file.
    init(_ path: ExactPath) throws(Failure) {
        // Without O_NONBLOCK, opening a pipe waits for its writer.
        let descriptor = PathText.withSystemPath(path.text) {
            Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        }
        guard descriptor >= 0 else { throw Failure(reason: SystemReason.last) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = Failure(reason: SystemReason.last)
            close(descriptor)
            throw failure
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Failure(reason: "not a file")
        }
        (self.descriptor, size) = (descriptor, Int(status.st_size))
    }

    deinit { close(descriptor) }

    struct Failure: Error { var reason: String }

    /// Reads `count` elements from byte `offset`; fewer where the file ends.
    /// - Precondition: `count` elements are at most `size` bytes, so that a false header cannot allocate memory.
    func read<Element: BitwiseCopyable>(_: Element.Type, at offset: Int, count: Int) throws(Failure) -> [Element] {
        let width = MemoryLayout<Element>.stride
        precondition(count * width <= max(size, 0), "\(count) elements of a file of \(size) bytes")
        var failure: Failure?
        let elements = [Element](unsafeUninitializedCapacity: count) { buffer, filled in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            var done = 0
            while done < count * width, let base = bytes.baseAddress {
                let got = pread(descriptor, base + done, count * width - done, off_t(offset + done))
                if got < 0 { failure = Failure(reason: SystemReason.last) }
                if got <= 0 { break }
                done += got
            }
            filled = done / width
        }
        if let failure { throw failure }
        return elements
    }
}
