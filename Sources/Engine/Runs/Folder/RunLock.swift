import Glibc

/// The lock of a run, held by the process that trains it. The kernel releases it when the process ends.
///
/// The lock is on the open file, so an old `.lock` file has no effect.
package final class RunLock: Sendable {
    private let descriptor: Int32

    /// Locks the file at `path` and writes this process's number into it, for the error message of others.
    init(path: String, run: String) throws(RunError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last("create the lock file", path) }
        self.descriptor = descriptor
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw .last("lock the run", path) }
            throw .busy(path: run, process: Self.holder(descriptor))
        }
        // Only another process's error message needs the number, so a full disk is not an error.
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
