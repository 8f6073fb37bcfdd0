import FoundationEssentials
import Glibc
import Raster
import Synchronization

/// Zip archives of data, unpacked to the user's cache so that every reader sees a folder. Deleting it harms nothing.
///
/// An unpacked archive is named for the archive's name, size, time and inode. A process holds a lock on those that it reads, so that
/// no other process deletes them; the least recently used ones are deleted beyond the limit.
package struct ArchiveCache: Sendable {
    package let folder: String
    /// Bytes of all unpacked archives together.
    package let limit: Int
    /// The most bytes and entries of one archive; nil: chosen by the size of the archive and the free disk space.
    package var bounds: (bytes: Int, entries: Int)?

    /// The one that data is read with: the user's; nil where there is no cache folder. Tests replace it for the time of a call.
    @TaskLocal package static var current: ArchiveCache? = CacheFolder.path().map {
        ArchiveCache(folder: "\($0)/archives", limit: 16 << 30)
    }

    package init(folder: String, limit: Int, bounds: (bytes: Int, entries: Int)? = nil) {
        (self.folder, self.limit, self.bounds) = (folder, limit, bounds)
    }

    /// An archive that was unpacked.
    struct Unpacked: Codable {
        /// Relative to the cache's folder.
        var folder: String
        var bytes: Int
        var left: [Left]

        struct Left: Codable {
            var file: String, reason: String
        }

        /// The entries that were not unpacked.
        var skipped: [SkippedFile] { left.map { SkippedFile(file: $0.file, reason: $0.reason) } }
    }

    /// The folder with the contents of the archive at `path`, and the entries that were left out. An archive with a single folder at its
    /// top is that folder.
    /// - Throws: `DataError.archive` for a damaged archive, or one that unpacks to too much.
    func unpacked(_ path: String, progress: (Double) -> Void) throws(DataError) -> (
        folder: String, skipped: [SkippedFile]
    ) {
        guard (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil
        else {
            throw .archive(path: path, reason: "cannot be unpacked: no folder \(folder) can be made")
        }
        let slash = path.lastIndex(of: "/"), parent = slash.map { String(path[..<$0]) } ?? "."
        let own = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let key = FileFingerprint(of: [own], in: parent.isEmpty ? "/" : parent, threads: 1).text
        try lock(key, path)
        if let known = record(key) {
            utimensat(AT_FDCWD, "\(folder)/\(key).json", nil, 0)
            return ("\(folder)/\(known.folder)", known.skipped)
        }
        let part = "\(folder)/\(key).part", whole = "\(folder)/\(key)"
        for old in [part, whole] { try? FileManager.default.removeItem(atPath: old) }
        let left: [SkippedFile], bytes: Int
        do throws(DataError) {
            (left, bytes) = try ArchiveUnpacking(ZipArchive(path), to: part, bounds: bounds).run(progress: progress)
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        }
        guard rename(part, whole) == 0 else {
            throw .archive(path: path, reason: "cannot be unpacked: \(String(cString: strerror(errno)))")
        }
        let top = (FolderWalk.entries(whole) ?? [])
        let inner = top.count == 1 && FileListing.isFolder("\(whole)/\(top[0])") ? "\(key)/\(top[0])" : key
        let found = Unpacked(
            folder: inner, bytes: bytes, left: left.map { Unpacked.Left(file: $0.file, reason: $0.reason) })
        do {
            try AtomicFile.write([UInt8](JSONEncoder().encode(found)), to: "\(folder)/\(key).json", isDurable: false)
        } catch {
            throw .archive(path: path, reason: "cannot be unpacked: \(error)")
        }
        makeRoom(keeping: key)
        return ("\(folder)/\(inner)", left)
    }

    private func record(_ key: String) -> Unpacked? {
        guard let bytes = try? AtomicFile.read("\(folder)/\(key).json"),
            let found = try? JSONDecoder().decode(Unpacked.self, from: Data(bytes)),
            FileListing.isFolder("\(folder)/\(found.folder)")
        else { return nil }
        return found
    }

    // MARK: - Locks

    /// The descriptors of the locks of this process, by path; they stay open until it ends.
    private static let locks = Mutex<[String: Int32]>([:])

    /// Holds the archive `key` for this process. Waits while another process unpacks it.
    private func lock(_ key: String, _ path: String) throws(DataError) {
        let file = "\(folder)/\(key).lock"
        let failure: Int32? = Self.locks.withLock { locks in
            guard locks[file] == nil else { return nil }
            let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { return errno }
            // The first unpacks alone, then all read together.
            let isFirst = record(key) == nil
            guard flock(descriptor, isFirst ? LOCK_EX : LOCK_SH) == 0 else {
                close(descriptor)
                return errno
            }
            locks[file] = descriptor
            return nil
        }
        if let failure {
            throw .archive(path: path, reason: "cannot be unpacked to \(folder): \(String(cString: strerror(failure)))")
        }
    }

    /// Deletes the least recently used archives beyond the limit that no process reads.
    private func makeRoom(keeping key: String) {
        Self.locks.withLock { locks in
            if let own = locks["\(folder)/\(key).lock"] { flock(own, LOCK_SH) }
        }
        var known: [(key: String, bytes: Int, used: Int)] = []
        for name in FolderWalk.entries(folder) ?? [] where name.hasSuffix(".json") {
            let key = String(name.dropLast(5))
            var status = stat()
            guard let found = record(key), stat("\(folder)/\(name)", &status) == 0 else { continue }
            known.append((key, found.bytes, status.st_mtim.tv_sec))
        }
        var total = known.reduce(0) { $0 + $1.bytes }
        for old in known.sorted(by: { $0.used < $1.used }) where total > limit && old.key != key {
            let lockPath = "\(folder)/\(old.key).lock", descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
            unlink("\(folder)/\(old.key).json")
            try? FileManager.default.removeItem(atPath: "\(folder)/\(old.key)")
            total -= old.bytes
        }
    }
}
