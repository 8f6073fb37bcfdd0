import Raster

/// Where data lies: the file or folder that a path leads to, through archives and to one of several sets of IDX files.
///
/// `emnist.zip` is the folder with its contents, `emnist/emnist-letters` the set `emnist-letters` in the folder `emnist`.
struct DataPlace: Equatable {
    var path: String
    /// One of several sets of IDX files in the folder, see `IDXSets`; nil for the whole folder.
    var set: String?
    /// Entries of an archive that could not be unpacked.
    var skipped: [SkippedFile] = []

    var isFolder: Bool { FileListing.isFolder(path) }

    /// - Returns: nil where nothing is at the path.
    /// - Throws: `DataError` for an archive that cannot be unpacked.
    static func find(_ base: String, progress: (String, Double) -> Void = { _, _ in }) throws(DataError)
        -> DataPlace?
    {
        switch FileState(base) {
        case .folder, .special: return DataPlace(path: base)
        case .file: return try unpacked(base, progress)
        case .missing: break
        }
        guard let slash = base.lastIndex(of: "/"), slash > base.startIndex else { return nil }
        let last = String(base[base.index(after: slash)...])
        guard !last.isEmpty, let parent = try find(String(base[..<slash]), progress: progress), parent.isFolder else {
            return nil
        }
        let inside = "\(parent.path)/\(last)"
        if FileListing.exists(inside), last != "..", last != "." {
            return DataPlace(path: inside, skipped: parent.skipped)
        }
        let files = try FileListing.entries(parent.path)
        guard IDXSets(files).files(of: last) != nil else { return nil }
        return DataPlace(path: parent.path, set: last, skipped: parent.skipped)
    }

    private static func unpacked(_ path: String, _ progress: (String, Double) -> Void) throws(DataError) -> DataPlace {
        guard ZipArchive.isArchive(path) else { return DataPlace(path: path) }
        guard let cache = ArchiveCache.current else {
            throw .archive(path: path, reason: "a zip archive, and there is no cache folder to unpack it to")
        }
        let (folder, skipped) = try cache.unpacked(path) { progress("unpacking \(path)", $0) }
        return DataPlace(path: folder, skipped: skipped)
    }
}
