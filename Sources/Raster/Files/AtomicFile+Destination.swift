import Glibc
import Synchronization

/// The destination of an atomic write, with its temporary file.
struct Destination {
    /// As the user gave it, for error messages.
    let path: String
    /// Whether a temporary file replaces it at the end; false for devices and pipes.
    let isReplaced: Bool
    /// The path with symbolic links resolved.
    private let file: String
    /// The permissions of the existing file.
    private let mode: mode_t?
    private var temporary: String?

    private static let temporaries = Atomic<Int>(0)

    init(_ path: String) throws(FileError) {
        self.path = path
        // A C string ends at the zero byte and would name another file.
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .system(path: path, writing: true, code: EINVAL) }
        guard path.utf8.last != UInt8(ascii: "/") else { throw .isFolder(path: path) }
        var status = stat()
        guard PathText.withSystemPath(path, { stat($0, &status) }) == 0 else {
            (file, mode, isReplaced) = (path, nil, true)
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .isFolder(path: path)
        case S_IFREG:
            // The rename would succeed in a writable folder, but the file is write-protected on purpose.
            guard PathText.withSystemPath(path, { access($0, W_OK) }) == 0 else {
                throw FileError(errno, path: path, writing: true)
            }
            (file, mode, isReplaced) = (Self.resolved(path), status.st_mode & 0o7777, true)
        default: (file, mode, isReplaced) = (path, nil, false)
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = PathText.withSystemPath(path, { realpath($0, nil) }) else { return path }
        defer { free(real) }
        return PathText.text(real)
    }

    /// Opens a descriptor for writing.
    mutating func open() throws(FileError) -> Int32 {
        guard isReplaced else { return try AtomicFile.open(path, O_WRONLY, failing: path, writing: true) }
        while true {
            let number = Self.temporaries.wrappingAdd(1, ordering: .relaxed).newValue
            let name = Path.sibling(of: file, named: ".tessera-\(getpid())-\(number).tmp")
            do {
                let descriptor = try AtomicFile.open(name, O_WRONLY | O_CREAT | O_EXCL, failing: path, writing: true)
                temporary = name
                if let mode { _ = fchmod(descriptor, mode) }
                return descriptor
            } catch .system(_, _, EEXIST) {
                // A temporary file of a killed process with the same number.
                continue
            }
        }
    }

    /// Renames the finished temporary file to its destination.
    /// - Parameter isDurable: whether to wait until the name is on the disk.
    mutating func commit(isDurable: Bool) throws(FileError) {
        guard let name = temporary else { return }
        let renamed = PathText.withSystemPath(name) { old in PathText.withSystemPath(file) { rename(old, $0) } }
        guard renamed == 0 else { throw FileError(errno, path: path, writing: true) }
        temporary = nil
        guard isDurable else { return }
        // The file has its name now. A folder without read permission cannot be opened, and some file systems cannot sync a folder
        // (EINVAL); both are not errors.
        guard
            let folder = try? AtomicFile.open(
                Path.folder(of: file), O_RDONLY | O_DIRECTORY, failing: path,
                writing: true)
        else { return }
        defer { _ = close(folder) }
        guard fsync(folder) == 0 || errno == EINVAL else { throw FileError(errno, path: path, writing: true) }
    }

    func removeTemporary() {
        if let temporary { _ = PathText.withSystemPath(temporary) { unlink($0) } }
    }
}
