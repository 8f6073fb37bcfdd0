import Glibc

/// Held by the one process that trains a run; the kernel lets go of it when the process ends, however it ends.
///
/// The lock is on the open file, not on its existence, so a `.lock` left behind means nothing.
public final class RunLock: Sendable {
    private let descriptor: Int32

    /// Locks the file at `path`, making it if need be, and writes this process's number into it for the others to name.
    init(path: String, run: String) throws(RunError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last("make the lock file", path) }
        self.descriptor = descriptor
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw .last("lock the run", path) }
            throw .busy(path: run, process: Self.holder(descriptor))
        }
        // Only the words of another process's error message depend on this, so a full disk does not stop the run.
        let line = Array("\(getpid())\n".utf8)
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, line, line.count, 0) }
    }

    deinit { close(descriptor) }

    private static func holder(_ descriptor: Int32) -> Int? {
        var digits = [UInt8](repeating: 0, count: 24)
        let count = pread(descriptor, &digits, digits.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: digits.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
