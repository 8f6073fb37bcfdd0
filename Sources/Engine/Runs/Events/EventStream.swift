import FoundationEssentials
package import Raster

/// Reads the event files of a folder, or one event file, while they grow; keeps nothing of what it reads.
///
/// Reads the files of Tessera, PyTorch and TensorFlow. The files of a folder are one log: several processes may write to it. An
/// incomplete record at the end is read later; a corrupt record is skipped.
package struct EventStream: Sendable {
    /// A folder or a file.
    package let path: ExactPath
    /// Unknown versions of event files; their records are read nevertheless.
    package private(set) var foreignVersions: Set<String> = []
    /// Names of event files that are pipes, devices or links to nothing; they are never opened.
    package private(set) var ignored: Set<String> = []

    /// By name, read in the order of their names.
    private var files: [ExactPath: EventFile] = [:]
    /// The number of each file, in the order in which they were found.
    private var numbers: [ExactPath: Int] = [:]
    private var tags = TagMemory()
    private var orphans = OrphanFilter()
    /// Whether the next refresh begins with a reset.
    private var isRereading = false
    private let isFile: Bool
    private static let knownVersions: Set<String> = ["brain.Event:1", "brain.Event:2"]

    package init(_ path: ExactPath) { (self.path, isFile) = (path, Folder.kind(path) == .file) }

    /// Refuses a file that does not begin like an event file; an empty one may become one.
    /// - Throws: `RunError`.
    package static func check(_ path: ExactPath) throws(RunError) {
        do throws(ReadableFile.Failure) {
            let file = try ReadableFile(path)
            let start = try file.read(UInt8.self, at: 0, count: min(file.size, TFRecord.prefix))
            guard case .corruptLength = TFRecord.parse(start[...]) else { return }
        } catch {
            throw .system(doing: "watch", path: path.shown, reason: error.reason)
        }
        throw .notALog(path: path.shown, isFile: true)
    }

    /// Names of event files with corrupt records.
    package var damaged: Set<String> { Set(files.filter(\.value.isDamaged).map(\.key.shown)) }

    /// Event files that cannot be read, with the reason.
    package var failures: [String: String] {
        Dictionary(files.compactMap { name, file in file.failure.map { (name.shown, $0) } }) { $1 }
    }

    /// Bytes that were read, and bytes that were found so far.
    package var progress: (read: Int, of: Int) {
        files.values.reduce((0, 0)) { ($0.0 + $1.offset, $0.1 + $1.offset + $1.unread) }
    }

    /// Reads what was appended since the last call.
    /// - Parameters:
    ///   - limit: bytes after which it stops; `progress` tells whether more is there.
    ///   - take: receives each entry with the number of its file.
    /// - Returns: whether there was anything new.
    /// - Throws: `RunError` where the folder cannot be listed.
    package mutating func refresh(limit: Int = .max, _ take: (EventEntry, _ file: Int) -> Void) throws(RunError) -> Bool
    {
        var changed = isRereading
        if try !findFiles() {
            restart()
            _ = try findFiles()
            changed = true
        }
        if changed { take(.reset, 0) }
        isRereading = false
        var rest = limit
        for name in files.keys.sorted() where rest > 0 {
            let bytes = read(name, limit: rest, take)
            rest -= bytes
            changed = changed || bytes > 0
        }
        return changed
    }

    /// Lets the next `refresh` read everything again, without the orphans that are known by now.
    package mutating func rereadWithoutOrphans() {
        let known = orphans
        restart()
        orphans = known
        (orphans.isActive, isRereading) = (true, true)
    }

    private mutating func restart() { (files, tags, orphans) = ([:], TagMemory(), OrphanFilter()) }

    /// Finds new files, and looks which ones have grown.
    /// - Returns: false where a file that was read is gone or another one.
    private mutating func findFiles() throws(RunError) -> Bool {
        var names: Set<ExactPath> = []
        if isFile {
            names = [path.name]
        } else {
            let entries = try Folder.list(path).filter { $0.kind != .folder && $0.name.isEventFile }
            names = Set(entries.filter { $0.kind == .file }.map(\.name))
            ignored = Set(entries.filter { $0.kind == .other }.map(\.name.shown))
        }
        for name in names.subtracting(files.keys) {
            files[name] = EventFile(isFile ? path : path.appending(name))
            if numbers[name] == nil { numbers[name] = numbers.count }
        }
        for name in files.keys {
            guard names.contains(name) else {
                if files[name]?.offset ?? 0 > 0 { return false }
                files[name] = nil
                continue
            }
            if files[name]?.check() == false { return false }
        }
        return true
    }

    private mutating func read(_ name: ExactPath, limit: Int, _ take: (EventEntry, Int) -> Void) -> Int {
        guard var file = files[name], file.unread > 0 else { return 0 }
        let number = numbers[name] ?? 0
        orphans.begin(name, at: file.offset)
        defer { files[name] = file }
        let path = file.path
        return file.read(limit: limit) { payload, offset, length in
            guard let event = try? Tensorboard_Event(serializedBytes: Array(payload)) else { return false }
            add(event, name, LoggedRecord(file: path, offset: offset, length: length)) { take($0, number) }
            return true
        }
    }

    private mutating func add(
        _ event: Tensorboard_Event, _ file: ExactPath, _ record: LoggedRecord, _ take: (EventEntry) -> Void
    ) {
        let step = Int(event.step)
        switch event.what {
        case .fileVersion(let version):
            tags.setVersion(version, of: file)
            if !Self.knownVersions.contains(version) { foreignVersions.insert(version) }
        case .sessionLog(let session) where session.status == .start:
            orphans.addStart(step, file, at: record.offset)
            take(.restart(step: step))
        case .graphDef, .metaGraphDef:
            take(.other(tag: "", kind: Tensorboard_Summary.Value.kind(plugin: "graphs")))
        case .summary(let summary):
            let goesBack = tags.goesBack(to: step, in: file)
            for (i, value) in summary.value.enumerated() {
                if goesBack { take(.orphans(tag: value.tag, step: step)) }
                // Most values of most logs are of this kind.
                if case .simpleValue(let number) = value.value {
                    guard !orphans.contains(step) else { continue }
                    take(.scalar(tag: value.tag, EventPoint(step: step, value: number, time: event.wallTime)))
                    continue
                }
                let plugin = tags.plugin(of: value)
                guard !orphans.contains(step) else { continue }
                let entries = value.entries(plugin: plugin, step: step, time: event.wallTime) { index, count in
                    record.image(step: step, index: index, of: count, value: i)
                }
                for entry in entries { take(entry) }
            }
        default: break
        }
    }
}

extension ExactPath {
    /// Whether a file of this name is an event file.
    package var isEventFile: Bool { text.contains("tfevents") }
}
