import Glibc

/// Folders by name, without loss where names are not UTF-8 (`PathText`).
package enum FolderNames {
    /// The names in a folder in no order, hidden ones too, without "." and ".."; nil where it cannot be listed.
    package static func list(_ folder: String) -> [String]? {
        guard !folder.utf8.contains(0), let stream = PathText.withSystemPath(folder, { opendir($0) }) else {
            return nil
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { PathText.text($0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The paths of everything below a folder, relative to it, in no order; nil where it cannot be listed. Links are not followed.
    package static func below(_ folder: String) -> [String]? {
        guard let top = list(folder) else { return nil }
        var found: [String] = [], waiting = top
        while let path = waiting.popLast() {
            found.append(path)
            guard isFolder("\(folder)/\(path)") else { continue }
            waiting += (list("\(folder)/\(path)") ?? []).map { "\(path)/\($0)" }
        }
        return found
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return PathText.withSystemPath(path) { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The path without links; the path itself where nothing is there.
    package static func resolved(_ path: String) -> String {
        guard !path.utf8.contains(0), let real = PathText.withSystemPath(path, { realpath($0, nil) }) else {
            return path
        }
        defer { free(real) }
        return PathText.text(real)
    }

    /// The folder of a file: "a/b" for "a/b/c", "." for "c".
    package static func parent(of path: String) -> String { Path.folder(of: path) }

    /// Bytes and time of the last change, in seconds since 1970, of a file; nil for none.
    package static func facts(_ path: String) -> (size: Int, modified: Double)? {
        var status = stat()
        guard !path.utf8.contains(0), PathText.withSystemPath(path, { stat($0, &status) }) == 0 else { return nil }
        return (Int(status.st_size), Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
    }

    /// Makes a folder and those above it; existing ones stay.
    /// - Throws: `FileError`.
    package static func make(_ folder: String) throws(FileError) {
        guard !folder.isEmpty, FileState(folder) != .folder else { return }
        let parent = Path.folder(of: folder)
        if parent != folder, parent != "." { try make(parent) }
        guard PathText.withSystemPath(folder, { mkdir($0, 0o777) }) != 0 else { return }
        let code = errno
        if code != EEXIST { throw FileError(code, path: folder, writing: true) }
    }
}
