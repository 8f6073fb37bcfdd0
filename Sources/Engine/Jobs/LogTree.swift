import Raster
import Runs

/// The folders with event files below a folder.
struct LogTree {
    /// In the order of their names.
    private(set) var logs: [ExactPath] = []
    /// The first folder that is too deep, and how many there are.
    private var tooDeep: (first: String, count: Int)?
    /// Whether there are more folders than are listed.
    private var isTooMany = false

    private let root: ExactPath
    private var visited: Set<Folder.Identity> = []
    /// The deepest folders that are listed, and the most folders.
    static let depth = 32, most = 20_000

    /// Lists `root` and all folders below it but hidden ones. Links are followed; a folder that two paths lead to is visited once.
    /// - Throws: `RunError` where `root` cannot be listed.
    init(_ root: ExactPath) throws(RunError) {
        self.root = root
        var links: [(path: ExactPath, depth: Int)] = [], next = 0
        visit(root, entries: try Folder.list(root), depth: 0, &links)
        // Links come last, so that a folder has its own name where it is below the root.
        while next < links.count {
            visit(links[next].path, depth: links[next].depth, &links)
            next += 1
        }
        logs.sort()
    }

    /// What was not looked at, one line each.
    var limits: [String] {
        var lines: [String] = []
        if let (first, count) = tooDeep {
            let others = count > 1 ? " and \(count - 1) other folders" : ""
            lines.append("\(first)\(others): over \(Self.depth) folders deep; not read")
        }
        if isTooMany { lines.append("only the first \(Self.most) folders are watched") }
        return lines
    }

    /// The name of a log: its path below the root, "." for the root itself.
    func name(_ log: ExactPath) -> String {
        guard log != root else { return "." }
        let prefix = root.appending(ExactPath("")).bytes.count
        return ExactPath(Array(log.bytes.dropFirst(prefix))).shown
    }

    private mutating func visit(_ folder: ExactPath, depth: Int, _ links: inout [(path: ExactPath, depth: Int)]) {
        // A folder that cannot be listed has no logs for us.
        guard let entries = try? Folder.list(folder) else { return }
        visit(folder, entries: entries, depth: depth, &links)
    }

    private mutating func visit(
        _ folder: ExactPath, entries: [Folder.Entry], depth: Int, _ links: inout [(path: ExactPath, depth: Int)]
    ) {
        guard let identity = Folder.Identity(folder), visited.insert(identity).inserted else { return }
        if entries.contains(where: { $0.kind != .folder && $0.name.isEventFile }) { logs.append(folder) }
        for entry in entries.sorted(by: { $0.name < $1.name }) {
            guard entry.kind == .folder, entry.name.bytes.first != UInt8(ascii: ".") else { continue }
            let path = folder.appending(entry.name)
            guard depth < Self.depth else {
                tooDeep = (tooDeep?.first ?? name(path), (tooDeep?.count ?? 0) + 1)
                continue
            }
            guard visited.count < Self.most else {
                isTooMany = true
                return
            }
            if entry.isLink { links.append((path, depth + 1)) } else { visit(path, depth: depth + 1, &links) }
        }
    }
}
