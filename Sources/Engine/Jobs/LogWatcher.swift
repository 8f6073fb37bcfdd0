import Raster
package import Runs

/// Reads growing logs; never writes. Belongs to one thread at a time.
package final class LogWatcher {
    private let root: ExactPath
    private let isFile: Bool
    private var logs: [ExactPath: LogCurves] = [:]
    private var tree: LogTree?
    private var isComplete = true

    /// Bytes to read at once while a screen waits: few at first, so that it has something to show.
    package var portion: Int { logs.isEmpty ? 1 << 18 : 4 << 20 }
    /// The least of a log at once.
    private static let leastShare = 1 << 16

    /// - Parameter root: a folder, or an event file.
    package init(_ root: String) {
        self.root = ExactPath(root)
        isFile = Folder.kind(self.root) == .file
    }

    /// Refuses what cannot be watched: what is neither a folder nor begins like an event file.
    /// - Throws: `RunError`.
    package static func check(_ root: String) throws(RunError) {
        let path = ExactPath(root)
        switch Folder.kind(path) {
        case .folder: _ = try Folder.list(path)
        case .file: try EventStream.check(path)
        case .other where Folder.exists(root):
            throw .notALog(path: path.shown, isFile: false)
        case .other: throw .last("watch", path.shown)
        }
    }

    /// The logs after `refresh`, or a problem where the watched folder cannot be listed.
    package func view(limit: Int = .max) -> LogView {
        do {
            return try refresh(limit: limit)
        } catch {
            var view = LogView()
            view.problems = [error.description]
            return view
        }
    }

    /// Reads appended records and new logs; removes the curves of deleted folders.
    /// - Parameter limit: about how many bytes are read; the view's `isComplete` says whether there are more.
    /// - Throws: `RunError` where the watched folder cannot be listed.
    package func refresh(limit: Int = .max) throws(RunError) -> LogView {
        // While a long log is read, its folders are not looked for again.
        if isComplete || tree == nil, !isFile { tree = try LogTree(root) }
        let found = isFile ? [root] : tree?.logs ?? []
        for gone in Set(logs.keys).subtracting(found) { logs[gone] = nil }
        var problems = tree?.limits ?? [], rest = limit
        for (i, path) in found.enumerated() {
            var log = logs[path] ?? LogCurves(path, images: true)
            logs[path] = nil
            let before = log.progress.read
            do throws(RunError) {
                try log.refresh(limit: max(rest / (found.count - i), Self.leastShare))
            } catch {
                problems.append(error.description)
            }
            rest = max(rest - max(log.progress.read - before, 0), 0)
            logs[path] = log
        }
        var view = LogView(
            found.compactMap { path in
                logs[path].map { (tree?.name(path) ?? path.name.shown, $0) }
            })
        view.problems += problems
        isComplete = view.isComplete
        return view
    }
}
