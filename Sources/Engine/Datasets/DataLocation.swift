import FoundationEssentials
package import Raster

/// Finds what a run was trained on, where the run or the data has moved.
package enum DataLocation {
    /// Folders above a run, itself among them, that are searched: run, runs, project, and the one around it.
    private static let levels = 4

    /// The data called `name`, as a command reads it: `name` itself where it exists, else the same path, or its end, in the folders
    /// around `place`; `name` where nothing is found.
    ///
    /// A relative path is tried in each folder from the run upwards. Of an absolute path the end is tried, the longest first: of
    /// `/photos/birds/train`, `birds/train` and `train`. What is found may be other data: compare fingerprints.
    /// - Parameters:
    ///   - name: a built-in dataset's name or a path, perhaps with a suffix such as `:test`.
    ///   - place: a run's folder or one of its checkpoints.
    package static func find(_ name: String, near place: String) -> String {
        guard !exists(name) else { return name }
        let path = path(of: name), suffix = name.dropFirst(path.count)
        let parts = path.split(separator: "/").map(String.init)
        let ends = path.hasPrefix("/") ? (1..<max(parts.count, 1)).map { parts[$0...].joined(separator: "/") } : [path]
        for folder in folders(around: place) {
            for end in ends where FileListing.exists("\(folder)/\(end)") { return "\(folder)/\(end)\(suffix)" }
        }
        return name
    }

    /// As `find`.
    /// - Parameter input: what it is to the run, for the error.
    /// - Throws: `DataError.moved` where nothing is found.
    package static func existing(_ name: String, near place: String, input: UserAction.RunInput = .data)
        throws(DataError)
        -> String
    {
        let found = find(name, near: place)
        guard exists(found) else { throw .moved(path(of: name), run: place, input) }
        return found
    }

    /// Whether `name` is a built-in dataset or an existing path, perhaps into an archive or to one of several sets.
    private static func exists(_ name: String) -> Bool {
        let base = path(of: name)
        return DataSource.names.contains(name) || FileListing.exists(base) || (try? DataPlace.find(base)) ?? nil != nil
    }

    /// The path in `name`, without suffixes.
    private static func path(of name: String) -> String { DataName(name).base }

    /// The folder of `place` and those above it, nearest first.
    private static func folders(around place: String) -> [String] {
        let here = FileManager.default.currentDirectoryPath
        var folder = place.hasPrefix("/") ? place : "\(here)/\(place)"
        if !FileListing.isFolder(folder) { folder = parent(folder) }
        // A checkpoint lies in the folder `checkpoints` of its run.
        if place.hasSuffix(".safetensors"), folder.hasSuffix("/checkpoints") { folder = parent(folder) }
        var folders: [String] = []
        while folders.count < levels, !folder.isEmpty, folder != "/" {
            folders.append(folder)
            folder = parent(folder)
        }
        return folders
    }

    private static func parent(_ path: String) -> String {
        let trimmed = path.hasSuffix("/") ? path.dropLast() : path[...]
        return trimmed.lastIndex(of: "/").map { String(trimmed[..<$0]) } ?? ""
    }
}
