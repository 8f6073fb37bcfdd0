import FoundationEssentials
import Glibc

/// Creates and lists folders. Errors have the system's reason.
package enum Folder {
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Creates `path` and its missing parents; an existing folder is not an error.
    static func make(_ path: String) throws(RunError) {
        if mkdir(path, 0o777) == 0 { return }
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try make(String(path[..<slash]))
            if mkdir(path, 0o777) == 0 { return }
        }
        guard errno == EEXIST, isFolder(path) else { throw .last("create the folder", path) }
    }

    /// Creates `path`; false where something exists there.
    static func makeNew(_ path: String) throws(RunError) -> Bool {
        if mkdir(path, 0o777) == 0 { return true }
        guard errno == EEXIST else { throw .last("create the folder", path) }
        return false
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in `path`, unsorted.
    package static func entries(_ path: String) throws(RunError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            // Foundation's error has no short reason; errno of another call has.
            let reason = access(path, R_OK | X_OK) == 0 ? "not a folder" : SystemReason.last
            throw .system(doing: "list the folder", path: path, reason: reason)
        }
    }
}
