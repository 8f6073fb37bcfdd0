package import Raster

/// What lies in the folder of a dataset and is not read, counted by kind.
package struct LeftOut: Sendable, Equatable {
    /// The number of each kind: ".svg", "file without an ending", "FIFO", "broken link".
    package private(set) var counts: [String: Int] = [:]

    /// The paths below the data's folder, in no particular order; at most `mostPaths`.
    package private(set) var paths: [String] = []
    private static let mostPaths = 10_000

    package init() {}

    package var isEmpty: Bool { counts.isEmpty }

    /// Counts an entry by the ending of its name, or by what it is.
    package mutating func add(_ name: String, _ state: FileState, path: String) {
        counts[Self.kind(name, state), default: 0] += 1
        if paths.count < Self.mostPaths { paths.append(path) }
    }

    /// Counts a file of a kind.
    mutating func add(kind: String, path: String) {
        counts[kind, default: 0] += 1
        if paths.count < Self.mostPaths { paths.append(path) }
    }

    /// Takes files back that are read after all; paths may lead to them.
    mutating func remove(_ files: [String]) {
        guard !files.isEmpty else { return }
        let taken = Set(files)
        paths.removeAll(where: taken.contains)
        for file in files {
            let kind = Self.kind(file.split(separator: "/").last.map { String($0) } ?? file, .file)
            guard let count = counts[kind] else { continue }
            counts[kind] = count > 1 ? count - 1 : nil
        }
    }

    package mutating func add(_ other: LeftOut) {
        counts.merge(other.counts, uniquingKeysWith: +)
        paths += other.paths.prefix(max(Self.mostPaths - paths.count, 0))
    }

    private static func kind(_ name: String, _ state: FileState) -> String {
        switch state {
        case .special(let kind): return kind
        case .missing: return "broken link"
        case .file, .folder: break
        }
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "file without an ending" }
        let ending = name[dot...].lowercased()
        // A long "ending" is part of a name.
        return 2...12 ~= ending.count ? PathText.shown(ending) : "file without an ending"
    }

    /// The kinds with their numbers, the most frequent first.
    package var kinds: [(kind: String, count: Int)] {
        counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
    }

    /// "12 .svg, 3 .gif, 1 FIFO, 2 files without an ending"; the rarest kinds of many together.
    package var text: String { Self.text(kinds) }

    package static func text(_ all: [(kind: String, count: Int)]) -> String {
        let most = 12
        var parts = all.prefix(most).map { counted($0.count, $0.kind) }
        let others = all.dropFirst(most).reduce(0) { $0 + $1.count }
        if others > 0 { parts.append("\(others) of other kinds") }
        return parts.joined(separator: ", ")
    }

    private static func counted(_ count: Int, _ kind: String) -> String {
        if kind.hasPrefix(".") || kind.hasPrefix("*") || count == 1 { return "\(count) \(kind)" }
        return kind.hasPrefix("file ") ? "\(count) files\(kind.dropFirst(4))" : "\(count) \(kind)s"
    }
}
