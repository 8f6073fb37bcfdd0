import Glibc

/// What a path leads to, links followed.
package enum FileState: Sendable, Equatable {
    case file, folder
    /// What cannot be read like a file; reading a FIFO, a socket or a device may wait forever.
    case special(String)
    case missing

    /// Asks the system; opens nothing.
    package init(_ path: String) {
        var status = stat()
        let found = !path.utf8.contains(0) && PathText.withSystemPath(path) { stat($0, &status) } == 0
        self = found ? FileState(mode: status.st_mode) : .missing
    }

    package init(mode: UInt32) {
        self =
            switch mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFIFO: .special("FIFO")
            case S_IFSOCK: .special("socket")
            case S_IFBLK, S_IFCHR: .special("device")
            default: .special("special file")
            }
    }
}

/// Opens files for reading, but nothing that reading could wait for.
package enum RegularFile {
    /// Opens the regular file at `path`, links followed.
    /// - Returns: the descriptor, which the caller closes, and the size in bytes.
    /// - Throws: `FileError`; `.special` for FIFOs, sockets and devices.
    package static func open(_ path: String) throws(FileError) -> (descriptor: Int32, size: Int) {
        // Opening a device can have an effect, so it is not even opened.
        if case .special(let kind) = FileState(path) { throw .special(path: path, kind: kind) }
        // Another process may put a FIFO there meanwhile; O_NONBLOCK has no effect on files.
        let descriptor = try AtomicFile.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, failing: path, writing: false)
        var status = stat()
        let code = fstat(descriptor, &status) == 0 ? 0 : errno
        let state = FileState(mode: status.st_mode)
        guard code == 0, state == .file else {
            _ = close(descriptor)
            if code != 0 { throw FileError(code, path: path, writing: false) }
            if case .special(let kind) = state { throw .special(path: path, kind: kind) }
            throw .isFolder(path: path)
        }
        return (descriptor, Int(status.st_size))
    }

    /// Whether a device or pipe at this path was meant: no bytes, standard input, or a descriptor that a shell passes as
    /// `<(command)`.
    static func isPassedDescriptor(_ path: String) -> Bool {
        path == "/dev/null" || path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
    }
}
