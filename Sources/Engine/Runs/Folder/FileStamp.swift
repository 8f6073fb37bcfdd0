import Glibc
import Raster

/// What distinguishes a file from the one that was at its path before, and from itself before it was written to.
struct FileStamp: Hashable, Sendable {
    var device, inode: UInt64
    /// Bytes.
    var size: Int
    /// When it was written to last, in seconds and nanoseconds.
    var seconds, nanoseconds: Int

    /// nil for anything but a regular file; nothing is opened.
    init?(_ path: ExactPath) {
        var status = stat()
        guard PathText.withSystemPath(path.text, { stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
        size = Int(status.st_size)
        (seconds, nanoseconds) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
    }
}
