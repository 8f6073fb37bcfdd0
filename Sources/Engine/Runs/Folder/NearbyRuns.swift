import FoundationEssentials

/// Runs that a wrong path may have meant: for messages only, because it lists folders.
package enum NearbyRuns {
    /// Paths with a similar name beside `path` and below `runs`, the nearest first; a run of that very name below `runs` alone.
    package static func similar(to path: String) -> [String] {
        let parts = path.split(separator: "/"), name = parts.last.map(String.init) ?? ""
        let parent = (path.hasPrefix("/") ? "/" : "") + parts.dropLast().joined(separator: "/")
        let beside = runs(in: parent.isEmpty ? "." : parent).map { parent.isEmpty ? $0 : "\(parent)/\($0)" }
        let below = runs(in: "runs").map { "runs/\($0)" }
        if !path.contains("/"), below.contains("runs/\(name)") { return ["runs/\(name)"] }
        // Ranked by the folder's own name.
        let paths = beside + below.filter { !beside.contains($0) }
        let names = Spelling.nearest(to: name, among: paths.map { RunFolder.lastPart(of: $0) })
        return Array(names.compactMap { name in paths.first { RunFolder.lastPart(of: $0) == name } }.prefix(3))
    }

    private static func runs(in folder: String) -> [String] {
        ((try? Folder.entries(folder)) ?? []).sorted().filter {
            Folder.exists("\(folder)/\($0)/\(RunFolder.runFileName)")
        }
    }
}
