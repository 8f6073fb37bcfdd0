import Glibc

/// The reason why the last system call of this thread failed.
package enum SystemReason {
    package static var last: String { String(cString: strerror(errno)) }

    /// True for a full disk or an exhausted quota.
    package static var isDiskFull: Bool { errno == ENOSPC || errno == EDQUOT }
}
