import Glibc
import Synchronization

/// Where a file is written to, and the temporary file that stands in for it until it is whole.
struct Target {
    /// As the user gave it: what errors speak of.
    let path: String
    /// Whether a temporary file replaces it; false for devices and pipes.
    let isReplaced: Bool
    /// The file itself, behind symbolic links.
    private let file: String
    /// The permissions of the file there is.
    private let mode: mode_t?
    private var temporary: String?

    private static let temporaries = Atomic<Int>(0)

    init(_ path: String) throws(FileError) {
        self.path = path
        // C would end the name at a zero byte and take another file for it.
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .system(path: path, writing: true, code: EINVAL) }
        guard path.utf8.last != UInt8(ascii: "/") else { throw .isFolder(path: path) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            (file, mode, isReplaced) = (path, nil, true)
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .isFolder(path: path)
        case S_IFREG:
            // The rename would succeed in a folder of one's own, but the file was protected on purpose.
            guard access(path, W_OK) == 0 else { throw FileError(errno, path: path, writing: true) }
            (file, mode, isReplaced) = (Self.resolved(path), status.st_mode & 0o7777, true)
        default: (file, mode, isReplaced) = (path, nil, false)
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// A descriptor to write to.
    mutating func open() throws(FileError) -> Int32 {
        guard isReplaced else { return try WholeFile.open(path, O_WRONLY, failing: path, writing: true) }
        while true {
            let number = Self.temporaries.wrappingAdd(1, ordering: .relaxed).newValue
            let name = Path.neighbour(of: file, named: ".tessera-\(getpid())-\(number).tmp")
            do {
                let descriptor = try WholeFile.open(name, O_WRONLY | O_CREAT | O_EXCL, failing: path, writing: true)
                temporary = name
                if let mode { _ = fchmod(descriptor, mode) }
                return descriptor
            } catch .system(_, _, EEXIST) {
                // Left behind by a process that was killed and had the same number.
                continue
            }
        }
    }

    /// Gives the finished temporary file its name, durably.
    mutating func takeName() throws(FileError) {
        guard let name = temporary else { return }
        guard rename(name, file) == 0 else { throw FileError(errno, path: path, writing: true) }
        temporary = nil
        // The file is in place now. A folder that may not be listed cannot be opened, and some file systems cannot sync
        // one and say EINVAL; neither leaves anything better to do.
        guard let folder = try? WholeFile.open(Path.folder(of: file), O_RDONLY | O_DIRECTORY, failing: path,
                                               writing: true) else { return }
        defer { _ = close(folder) }
        guard fsync(folder) == 0 || errno == EINVAL else { throw FileError(errno, path: path, writing: true) }
    }

    func removeTemporary() {
        if let temporary { _ = unlink(temporary) }
    }
}
