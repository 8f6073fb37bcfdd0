import FoundationEssentials
import Glibc

/// Making and listing folders, with the system's own reasons.
enum Folder {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes `path` and what is missing above it; one that is there already is fine.
    static func make(_ path: String) throws(RunError) {
        if mkdir(path, 0o777) == 0 { return }
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try make(String(path[..<slash]))
            if mkdir(path, 0o777) == 0 { return }
        }
        guard errno == EEXIST, isFolder(path) else { throw .last("make the folder", path) }
    }

    /// Makes `path`; false where something is there already.
    static func makeNew(_ path: String) throws(RunError) -> Bool {
        if mkdir(path, 0o777) == 0 { return true }
        guard errno == EEXIST else { throw .last("make the folder", path) }
        return false
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in `path`, in no order.
    static func entries(_ path: String) throws(RunError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            // Foundation's error does not say why in a line; asking again does.
            let reason = access(path, R_OK | X_OK) == 0 ? "not a folder" : SystemReason.last
            throw .system(doing: "list the folder", path: path, reason: reason)
        }
    }
}
