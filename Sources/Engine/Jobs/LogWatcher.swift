import FoundationEssentials
package import Runs

/// All TensorBoard logs below a folder.
package struct LogView: Sendable {
    /// The log of one folder with event files.
    package struct Log: Sendable {
        /// The folder's path relative to the watched one, "." for the watched one itself.
        package var name: String
        /// By tag.
        package var curves: [String: LossHistory]
        package var images: [String: [EventReader.Image]]
    }

    package var logs: [Log] = []
    /// Unreadable files, one line each.
    package var problems: [String] = []

    package init() {}

    /// Tags of scalars and of images, sorted.
    package var tags: [String] { Set(logs.flatMap(\.curves.keys)).sorted() }
    package var imageTags: [String] { Set(logs.flatMap(\.images.keys)).sorted() }
}

/// Reads growing logs; never writes. Belongs to one thread at a time.
package final class LogWatcher {
    private let root: String
    private var logs: [String: LogCurves] = [:]
    private static let depth = 6

    package init(_ root: String) { self.root = root }

    /// Reads appended records and new logs; removes the curves of deleted folders.
    /// - Throws: `RunError` where the watched folder cannot be listed.
    package func refresh() throws -> LogView {
        _ = try Folder.entries(root)
        var view = LogView()
        let folders = Self.folders(root, depth: Self.depth)
        for gone in Set(logs.keys).subtracting(folders) { logs[gone] = nil }
        for folder in folders.sorted() {
            var log = logs[folder] ?? LogCurves(folder: folder, images: true)
            do throws(RunError) {
                try log.refresh()
            } catch {
                view.problems.append(error.description)
            }
            logs[folder] = log
            let name = folder == root ? "." : String(folder.dropFirst(root.count + 1))
            view.logs.append(.init(name: name, curves: log.histories, images: log.images))
            for file in log.damaged.sorted() {
                view.problems.append("\(name)/\(file): damaged; the readable part is shown")
            }
            for version in log.foreignVersions.sorted() {
                view.problems.append("\(name): unknown version \(version.prefix(30))")
            }
        }
        return view
    }

    private static func folders(_ folder: String, depth: Int) -> [String] {
        guard let names = try? Folder.entries(folder) else { return [] }
        let logs = names.contains { $0.contains("tfevents") } ? [folder] : []
        guard depth > 0 else { return logs }
        return logs
            + names.filter { !$0.hasPrefix(".") && !$0.contains("tfevents") }.flatMap { name in
                folders("\(folder)/\(name)", depth: depth - 1)
            }
    }
}
