import FoundationEssentials

/// Every TensorBoard log below a folder, as it stands.
public struct LogView: Sendable {
    /// A folder with event files; its path below the one watched, "." for that one itself.
    public struct Log: Sendable {
        public var name: String
        /// By tag.
        public var curves: [String: LossHistory]
        public var images: [String: [EventReader.Image]]
    }

    public var logs: [Log] = []
    /// What cannot be read, in lines.
    public var problems: [String] = []

    public init() {}

    /// Tags of numbers, then of pictures, each in the order of the alphabet.
    public var tags: [String] { Set(logs.flatMap(\.curves.keys)).sorted() }
    public var imageTags: [String] { Set(logs.flatMap(\.images.keys)).sorted() }
}

/// Reads logs while they grow, and never writes. Belongs to one thread at a time.
public final class LogWatcher {
    private let root: String
    private var logs: [String: LogCurves] = [:]
    private static let depth = 6

    public init(_ root: String) { self.root = root }

    /// Reads what was appended since the last time, to logs known and new; folders that vanish take their curves along.
    /// - Throws: `RunError` where the folder itself cannot be listed.
    public func look() throws -> LogView {
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
            for file in log.damaged.sorted() { view.problems.append("\(name)/\(file): damaged; what can be read is shown") }
            for version in log.foreignVersions.sorted() {
                view.problems.append("\(name): written as \(version.prefix(30)), which is not known here")
            }
        }
        return view
    }

    private static func folders(_ folder: String, depth: Int) -> [String] {
        guard let names = try? Folder.entries(folder) else { return [] }
        let own = names.contains { $0.contains("tfevents") } ? [folder] : []
        guard depth > 0 else { return own }
        return own + names.filter { !$0.hasPrefix(".") && !$0.contains("tfevents") }.flatMap { name in
            folders("\(folder)/\(name)", depth: depth - 1)
        }
    }
}
