import Glibc

/// Why the last system call of this thread failed.
enum SystemReason {
    static var last: String { String(cString: strerror(errno)) }

    /// True for a full disk and for a used-up quota.
    static var isDiskFull: Bool { errno == ENOSPC || errno == EDQUOT }
}
