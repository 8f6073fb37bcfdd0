import Glibc

/// A file that is only appended to. A block that does not fit on the disk is removed completely.
struct AppendFile: ~Copyable {
    let path: String
    private let descriptor: Int32
    private var length = 0

    /// Creates the file.
    /// - Throws: `RunError`, also where the file exists.
    init(creating path: String) throws(RunError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last("create the event file", path) }
        (self.path, self.descriptor) = (path, descriptor)
    }

    deinit { close(descriptor) }

    /// Appends `bytes`, normally with one system call, so that readers rarely see part of a record.
    mutating func append(_ bytes: [UInt8]) throws(RunError) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let failure = RunError.last("write events", path)
                ftruncate(descriptor, off_t(length))
                throw failure
            }
            done += count
        }
        length += bytes.count
    }

    /// Waits until all appended bytes are on the disk.
    borrowing func synchronise() throws(RunError) {
        guard fdatasync(descriptor) == 0 else { throw .last("write events", path) }
    }
}
