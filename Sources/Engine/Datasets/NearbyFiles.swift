import Raster
import Runs

/// Files and folders that a wrong path may have meant: for messages only, because it lists a folder.
enum NearbyFiles {
    /// Paths with a similar name in the folder of `path`, the nearest first, at most two; none where something is at `path`.
    static func similar(to path: String) -> [String] {
        guard FileState(path) == .missing else { return [] }
        let parts = path.split(separator: "/"), name = parts.last.map(String.init) ?? ""
        let parent = (path.hasPrefix("/") ? "/" : "") + parts.dropLast().joined(separator: "/")
        let entries = (try? Folder.entries(parent.isEmpty ? "." : parent)) ?? []
        let near = Spelling.nearest(to: name, among: entries.filter { !$0.hasPrefix(".") }.sorted())
        return near.prefix(2).map { parent.isEmpty ? $0 : parent == "/" ? "/\($0)" : "\(parent)/\($0)" }
    }
}
