import FoundationEssentials
import Glibc

/// Lists folders in the same order on every machine: by the bytes of the names.
enum FileListing {
    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func isFolder(_ path: String) -> Bool {
        var folder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder
    }

    /// The visible entries of `folder`, sorted.
    static func entries(_ folder: String) throws(DataError) -> [String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            return names.filter { !$0.hasPrefix(".") }.sorted(by: precedes)
        } catch {
            throw .unreadable(path: folder, reason: "not a folder that can be listed")
        }
    }

    /// The visible files below `folder` that `isWanted`, as paths relative to it, sorted.
    ///
    /// Symbolic links are followed, each folder only once, so that a link to a parent ends.
    static func files(below folder: String, where isWanted: (String) -> Bool) throws(DataError) -> [String] {
        try FolderWalk.files(below: folder, where: isWanted) { (relative: String) throws(DataError) in
            let path = relative.isEmpty ? folder : "\(folder)/\(relative)"
            throw .unreadable(path: path, reason: "not a folder that can be listed")
        }.sorted(by: precedes)
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
