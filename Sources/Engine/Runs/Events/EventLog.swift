import FoundationEssentials
import Glibc
import Synchronization

/// What a run tells TensorBoard, and every other reader of its event files: numbers, pictures and lines of text.
///
/// Records gather in memory and go to the file together: after two seconds, after 64 KB, with every picture and text,
/// and when asked. Tags are paths, e.g. `loss/discriminator`, `rate/generator`, `samples`.
public final class EventLog: Sendable {
    /// Seconds a number may wait in memory.
    public static let interval = 2.0
    private static let pendingLimit = 1 << 16
    /// Where a disk stays full this much is kept for a later try; what comes after it is lost.
    private static let keptLimit = 1 << 22

    /// The event file of this session.
    public let path: String
    private let clock: @Sendable () -> Double
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var file: AppendFile
        var pending: [UInt8] = []
        var flushed: Double

        mutating func flush() throws(RunError) {
            if !pending.isEmpty { try file.append(pending) }
            pending.removeAll(keepingCapacity: true)
        }
    }

    /// Seconds since 1970 by the machine's clock.
    public static let systemClock: @Sendable () -> Double = { Date().timeIntervalSince1970 }

    /// Opens a new event file in `folder`, which readers read behind all that are there.
    /// - Parameters:
    ///   - step: where a resumed run goes on: the steps its checkpoint has behind it. Readers then forget everything
    ///     that was logged of later steps. Nil starts a new history.
    ///   - clock: seconds since 1970.
    public init(folder: String, resumingAfter step: Int? = nil,
                clock: @escaping @Sendable () -> Double = EventLog.systemClock) throws(RunError) {
        let now = clock()
        path = "\(folder)/\(try Self.fileName(in: folder, seconds: Int(now)))"
        self.clock = clock
        var state = State(file: try AppendFile(creating: path), flushed: now)
        var first = Tensorboard_Event()
        (first.wallTime, first.fileVersion) = (now, "brain.Event:2")
        try state.file.append(Self.record(first) + Self.start(step.map { $0 + 1 } ?? 0, at: now))
        self.state = Mutex(state)
    }

    /// Makes readers forget everything that was logged of steps after `step`: the run was taken back.
    public func forget(after step: Int) throws(RunError) {
        let now = clock()
        try state.withLock { state throws(RunError) in
            state.pending += Self.start(step + 1, at: now)
            try state.flush()
        }
    }

    /// The record of a session that goes on before `step`.
    private static func start(_ step: Int, at now: Double) -> [UInt8] {
        var start = Tensorboard_Event()
        (start.wallTime, start.step) = (now, Int64(step))
        start.sessionLog.status = .start
        return record(start)
    }

    // What is pending when nobody asked for it to be written is worth one try, and nobody is left to tell of a failure.
    deinit { state.withLock { try? $0.flush() } }

    /// Logs numbers of one step, by tag.
    public func scalars(_ values: KeyValuePairs<String, Float>, step: Int) throws(RunError) {
        try add(step: step, values: values.map { tag, number in
            var value = Tensorboard_Summary.Value()
            (value.tag, value.simpleValue) = (tag, number)
            return value
        }, atOnce: false)
    }

    public func scalar(_ tag: String, _ value: Float, step: Int) throws(RunError) {
        try scalars([tag: value], step: step)
    }

    /// Logs a picture: `png` is the whole PNG file, `channels` 1 to 4 as in the PNG.
    public func image(_ tag: String, png: [UInt8], width: Int, height: Int, channels: Int, step: Int) throws(RunError) {
        var value = Tensorboard_Summary.Value()
        value.tag = tag
        (value.image.width, value.image.height) = (Int32(clamping: width), Int32(clamping: height))
        (value.image.colorspace, value.image.encodedImageString) = (Int32(clamping: channels), Data(png))
        try add(step: step, values: [value], atOnce: true)
    }

    /// Logs a line of text; TensorBoard shows it as Markdown.
    public func text(_ tag: String, _ text: String, step: Int) throws(RunError) {
        var value = Tensorboard_Summary.Value()
        value.tag = tag
        value.metadata.pluginData.pluginName = "text"
        value.tensor.dtype = TensorType.string
        value.tensor.tensorShape.dim = [.with { $0.size = 1 }]
        value.tensor.stringVal = [Data(text.utf8)]
        try add(step: step, values: [value], atOnce: true)
    }

    /// Writes what is pending; `durably` waits for the disk too, as belongs beside a checkpoint.
    public func flush(durably: Bool = false) throws(RunError) {
        let now = clock()
        try state.withLock { state throws(RunError) in
            state.flushed = now
            try state.flush()
            if durably { try state.file.synchronise() }
        }
    }

    private func add(step: Int, values: [Tensorboard_Summary.Value], atOnce: Bool) throws(RunError) {
        let now = clock()
        var event = Tensorboard_Event()
        (event.wallTime, event.step, event.summary.value) = (now, Int64(step), values)
        let record = Self.record(event)
        try state.withLock { state throws(RunError) in
            if state.pending.count + record.count <= Self.keptLimit || state.pending.isEmpty { state.pending += record }
            // A clock that was set back must not hold records forever.
            guard atOnce || state.pending.count >= Self.pendingLimit || abs(now - state.flushed) >= Self.interval else {
                return
            }
            state.flushed = now
            try state.flush()
        }
    }

    private static func record(_ event: Tensorboard_Event) -> [UInt8] {
        do {
            return Record.framed(try event.serializedBytes())
        } catch {
            preconditionFailure("an event of over 2 GB: \(error)")
        }
    }

    /// A name that sorts behind every event file of `folder`, since readers go by the names: seconds, host, process.
    private static func fileName(in folder: String, seconds: Int) throws(RunError) -> String {
        let prefix = "events.out.tfevents."
        let last = try Folder.entries(folder).compactMap { name in
            name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count).prefix { $0 != "." }) : nil
        }.max()
        // Two sessions within a second, or a clock set back.
        let time = String(max(seconds, last.map { $0 + 1 } ?? 0))
        var host = [CChar](repeating: 0, count: 256)
        gethostname(&host, host.count - 1)
        let name = String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let padded = String(repeating: "0", count: max(0, 10 - time.count)) + time
        return "\(prefix)\(padded).\(name.isEmpty ? "host" : name.replacing("/", with: "-")).\(getpid()).tessera"
    }
}

/// Element types of TensorFlow's tensors.
enum TensorType {
    static let float: Int32 = 1
    static let double: Int32 = 2
    static let string: Int32 = 7
}
