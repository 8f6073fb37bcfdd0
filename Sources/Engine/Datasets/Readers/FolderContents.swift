import Raster

/// What lies below a folder of images: the images, and everything else by kind.
struct FolderContents {
    /// Paths below the folder, sorted.
    var images: [String] = []
    /// Files that are no images, FIFOs, sockets, devices and broken links; metadata files do not count.
    var leftOut = LeftOut()
    /// Files that are no images, sorted.
    var otherFiles: [String] = []
    /// Files that may be meant as metadata and are not read, sorted.
    var nearMetadata: [String] = []

    init(below folder: String) throws(DataError) {
        var images: [String] = [], others: [String] = [], left = LeftOut(), near: [String] = []
        try FolderWalk.visit(below: folder) { (relative: String) throws(DataError) in
            throw FileListing.unlistable(relative, in: folder)
        } visitor: { path, name, state in
            if state == .file, ImageFolderReader.isImage(name) {
                images.append(path)
                return
            }
            if state == .file { others.append(path) }
            if state != .file || !(Metadata.fileNames.contains(name) || name == ImportTable.fileName) {
                left.add(name, state, path: path)
                if state == .file, Metadata.meant(by: name) != nil { near.append(path) }
            }
        }
        let own = Self.own(images)
        for (path, kind) in own { left.add(kind: kind, path: path) }
        self.images = FileListing.sorted(own.isEmpty ? images : images.filter { own[$0] == nil })
        (leftOut, otherFiles, nearMetadata) = (left, FileListing.sorted(others), FileListing.sorted(near))
    }

    /// Masks and repaired images that Tessera wrote beside an image of the list, by path: no images to train on.
    private static func own(_ images: [String]) -> [String: String] {
        func stem(_ path: String) -> String {
            ImageFormat.ending(of: path).map { String(path.dropLast($0.count + 1)) } ?? path
        }
        let suffixes = [".mask", ".autosave.repaired", ".repaired"]
        let candidates = images.filter { path in
            suffixes.contains { hasSuffix(path, $0) }
        }
        guard !candidates.isEmpty else { return [:] }
        // "a.jpg" has the mask "a.mask.png", or "a.jpg.mask.png".
        let bases = Set(images).union(images.map(stem))
        var own: [String: String] = [:]
        for path in candidates {
            let stem = stem(path)
            for suffix in suffixes where stem.hasSuffix(suffix) {
                guard bases.contains(String(stem.dropLast(suffix.count))) else { continue }
                own[path] = "*" + suffix + path.dropFirst(stem.count)
                break
            }
        }
        return own
    }

    /// Whether the path has `suffix` before its ending.
    private static func hasSuffix(_ path: String, _ suffix: String) -> Bool {
        let bytes = path.utf8
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return bytes[..<dot].suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// Adds what lies in `folder` itself, beside the split that was listed.
    mutating func add(beside folder: String) throws(DataError) {
        for name in try FileListing.entries(folder)
        where !Metadata.fileNames.contains(name) && name != ImportTable.fileName {
            let state = FileState("\(folder)/\(name)")
            guard state != .folder else { continue }
            leftOut.add(name, state, path: name)
            if state == .file, Metadata.meant(by: name) != nil { nearMetadata.append(name) }
        }
    }

    /// A line for each file that may be meant as metadata.
    var hints: [String] {
        nearMetadata.prefix(8).compactMap { Metadata.hint(for: $0) }
    }
}
