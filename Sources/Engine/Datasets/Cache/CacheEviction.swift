import Glibc
import Runs

/// Evicts the least recently used files of a folder of the cache.
package enum CacheEviction {
    /// Deletes the least recently used files until `bytes` more fit below the limit, and what killed processes left behind.
    /// - Parameters:
    ///   - endings: those of the files that count and may be deleted.
    ///   - limit: bytes of all of them together.
    package static func makeRoom(for bytes: Int, in folder: String, endings: [String], limit: Int) {
        StaleFiles.remove(from: [folder])
        var files: [(path: String, bytes: Int, used: Int)] = []
        for name in (try? Folder.entries(folder)) ?? [] where endings.contains(where: name.hasSuffix) {
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0 else { continue }
            let used = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
            files.append(("\(folder)/\(name)", Int(status.st_size), used))
        }
        var total = files.reduce(0) { $0 + $1.bytes }
        for file in files.sorted(by: { ($0.used, $0.path) < ($1.used, $1.path) }) where total + bytes > limit {
            if unlink(file.path) == 0 { total -= file.bytes }
        }
    }

    /// Marks a file as used now.
    package static func touch(_ path: String) { utimensat(AT_FDCWD, path, nil, 0) }
}
