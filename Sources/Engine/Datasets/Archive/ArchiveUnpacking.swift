import Glibc
import Raster

/// Writes the files of an archive below a new folder: no path leads out of it, and no size is believed beyond its bounds.
struct ArchiveUnpacking {
    private let archive: ZipArchive
    private let folder: String
    private let bounds: (bytes: Int, entries: Int)?

    init(_ archive: ZipArchive, to folder: String, bounds: (bytes: Int, entries: Int)?) {
        (self.archive, self.folder, self.bounds) = (archive, folder, bounds)
    }

    /// An archive unpacks to 1 GB in any case, a larger one to a hundred times its size; images hardly shrink, labels do.
    private static let smallest = 1 << 30, ratio = 100
    private static let mostEntries = 4_000_000

    private var mostBytes: Int {
        if let bounds { return bounds.bytes }
        var disk = statvfs()
        let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
        let free = statvfs(parent, &disk) == 0 ? Int(disk.f_bavail) * Int(disk.f_frsize) : .max
        return min(max(Self.smallest, archive.size.multipliedReportingOverflow(by: Self.ratio).partialValue), free / 2)
    }

    /// Unpacks every file.
    /// - Returns: the entries left out, with the reason, and the bytes written.
    /// - Throws: `DataError.archive` where all of it would be too much, and where the disk is full.
    func run(progress: (Double) -> Void) throws(DataError) -> (left: [SkippedFile], bytes: Int) {
        guard archive.count <= bounds?.entries ?? Self.mostEntries else {
            throw .archive(path: archive.path, reason: "it has \(archive.count) entries, too many to unpack")
        }
        let entries = (0..<archive.count).compactMap { archive.entry($0) }, most = mostBytes
        var total = 0
        for entry in entries {
            total = total.addingReportingOverflow(entry.size).partialValue
            guard 0...most ~= total else {
                let size = Self.megabytes(archive.size), limit = Self.megabytes(most)
                throw .archive(
                    path: archive.path,
                    reason:
                        "its \(size) MB would unpack to more than \(limit) MB; unpack it yourself and name the folder")
            }
        }
        guard mkdir(folder, 0o755) == 0 else { throw system() }
        var left: [SkippedFile] = [], written = 0, made: Set<ExactPath> = []
        if entries.count < archive.count {
            left.append(SkippedFile(file: "\(archive.count - entries.count) entries", reason: "damaged in the archive"))
        }
        for entry in entries where !entry.isFolder && !Self.isHidden(entry.name) {
            if let reason = Self.fault(of: entry) {
                left.append(SkippedFile(file: entry.name, reason: reason))
                continue
            }
            do throws(ZipArchive.Failure) {
                try write(entry, &made)
                written += entry.size
            } catch {
                if error.reason == String(cString: strerror(ENOSPC)) {
                    throw .archive(path: archive.path, reason: "cannot be unpacked to \(folder): \(error.reason)")
                }
                left.append(SkippedFile(file: entry.name, reason: "damaged in the archive: \(error.reason)"))
            }
            progress(Double(written) / Double(max(total, 1)))
        }
        return (left, written)
    }

    private static func isHidden(_ name: String) -> Bool {
        // The readers skip hidden files, too; the folder is that of macOS for resource forks.
        name.hasPrefix("__MACOSX/")
            || name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != ".." && $0 != "." }
    }

    /// Why an entry is not unpacked; nil where it is.
    private static func fault(of entry: ZipArchive.Entry) -> String? {
        let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
        if entry.isEncrypted { return "encrypted in the archive; unpack it with its password and name the folder" }
        if entry.isLink { return "a link in the archive" }
        // Archives made on Windows may separate folders with backslashes: they become parts of one name, which leads nowhere.
        if parts.contains("..") || parts.contains("") || parts.contains(".") {
            return "its name leads out of the archive"
        }
        return nil
    }

    private func write(_ entry: ZipArchive.Entry, _ made: inout Set<ExactPath>) throws(ZipArchive.Failure) {
        var parent = ""
        for part in entry.name.split(separator: "/").dropLast() {
            parent += "/\(part)"
            guard made.insert(ExactPath(parent)).inserted else { continue }
            guard mkdir(folder + parent, 0o755) == 0 || errno == EEXIST else { throw Self.failure() }
        }
        let path = "\(folder)/\(entry.name)"
        // A second entry of the same name does not replace the first.
        let target = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard target >= 0 else { throw Self.failure() }
        defer { close(target) }
        do throws(ZipArchive.Failure) { try archive.extract(entry, to: target) } catch {
            unlink(path)
            throw error
        }
    }

    private static func failure() -> ZipArchive.Failure { .init(reason: String(cString: strerror(errno))) }

    private func system() -> DataError {
        .archive(path: archive.path, reason: "cannot be unpacked to \(folder): \(String(cString: strerror(errno)))")
    }

    private static func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }
}
