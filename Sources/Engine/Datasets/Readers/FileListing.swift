import Glibc
import Raster

/// Lists folders in the same order on every machine: by the bytes of the names.
///
/// Names that are not UTF-8 are kept, see `PathText`.
enum FileListing {
    static func exists(_ path: String) -> Bool { FileState(path) != .missing }

    static func isFolder(_ path: String) -> Bool { FileState(path) == .folder }

    /// The visible entries of `folder`, sorted.
    static func entries(_ folder: String) throws(DataError) -> [String] {
        guard let names = FolderWalk.entries(folder) else {
            throw .unreadable(path: folder, reason: "not a folder that can be listed")
        }
        return sorted(names)
    }

    /// The visible folders in `folder`, links to folders too, sorted.
    static func folders(_ folder: String) throws(DataError) -> [String] {
        guard let names = FolderWalk.entries(folder, folders: true) else { throw unlistable("", in: folder) }
        return sorted(names)
    }

    /// The visible files below `folder` that `isWanted`, as paths relative to it, sorted; no FIFOs, sockets and devices.
    ///
    /// Symbolic links are followed, each folder only once, so that a link to a parent ends.
    static func files(below folder: String, where isWanted: (String) -> Bool) throws(DataError) -> [String] {
        sorted(
            try FolderWalk.files(below: folder, where: isWanted) { (relative: String) throws(DataError) in
                throw unlistable(relative, in: folder)
            })
    }

    /// What is below `folder` beside the files that `isRead`.
    static func leftOut(below folder: String, isRead: (String) -> Bool) throws(DataError) -> LeftOut {
        var left = LeftOut()
        try FolderWalk.visit(below: folder) { (relative: String) throws(DataError) in
            throw unlistable(relative, in: folder)
        } visitor: { path, name, state in
            if state != .file || !isRead(name), name != ImportTable.fileName { left.add(name, state, path: path) }
        }
        return left
    }

    /// The error of a folder that cannot be listed.
    static func unlistable(_ relative: String, in folder: String) -> DataError {
        let path = relative.isEmpty ? folder : "\(folder)/\(relative)"
        return .unreadable(path: path, reason: "not a folder that can be listed")
    }

    /// The path with all links resolved; nil where it does not exist.
    static func resolved(_ path: String) -> String? {
        guard !path.utf8.contains(0), let found = PathText.withSystemPath(path, { realpath($0, nil) }) else {
            return nil
        }
        defer { free(found) }
        return PathText.text(found)
    }

    /// Sorts names by their bytes. The eight bytes after the common beginning decide nearly always, and numbers sort faster than texts.
    static func sorted(_ names: [String]) -> [String] {
        guard let first = names.first?.utf8 else { return [] }
        let common = names.reduce(first.count) { common, name in
            min(common, zip(first.prefix(common), name.utf8).prefix { $0 == $1 }.count)
        }
        let keys = names.indices.map { index in
            var key: UInt64 = 0, bytes = names[index].utf8.dropFirst(common).makeIterator()
            for _ in 0..<8 { key = key << 8 | UInt64(bytes.next() ?? 0) }
            return (key, index)
        }
        return keys.sorted { a, b in a.0 == b.0 ? precedes(names[a.1], names[b.1]) : a.0 < b.0 }.map { names[$0.1] }
    }

    /// Whether the bytes of `a` come before those of `b`. By `memcmp`: byte by byte, sorting 100,000 names takes longer than listing them.
    static func precedes(_ a: String, _ b: String) -> Bool {
        let order = a.utf8.withContiguousStorageIfAvailable { a in
            b.utf8.withContiguousStorageIfAvailable { b -> Bool in
                guard let x = a.baseAddress, let y = b.baseAddress else { return a.count < b.count }
                let difference = memcmp(x, y, min(a.count, b.count))
                return difference == 0 ? a.count < b.count : difference < 0
            }
        }
        return (order ?? nil) ?? a.utf8.lexicographicallyPrecedes(b.utf8)
    }
}
