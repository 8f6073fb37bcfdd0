import FoundationEssentials
import Glibc
import Synchronization

/// Writes TensorBoard event files: scalars, images and text.
///
/// Records are buffered. They are written after two seconds, after 64 KB, with every image and text, and by `flush`. Tags are paths,
/// e.g. `loss/discriminator`, `samples`.
package final class EventLog: Sendable {
    /// The longest time of a scalar in the buffer, in seconds.
    package static let interval = 2.0
    private static let pendingLimit = 1 << 16
    /// The most bytes buffered while the disk is full; later records are lost.
    private static let bufferLimit = 1 << 22

    /// The event file of this session.
    package let path: String
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

    /// Seconds since 1970.
    package static let systemClock: @Sendable () -> Double = { Date().timeIntervalSince1970 }

    /// Creates an event file in `folder` whose name sorts after those of all existing ones.
    /// - Parameters:
    ///   - step: the step of the checkpoint that a run resumes from; readers discard everything logged after it. Nil for a new run.
    ///   - clock: seconds since 1970.
    package init(
        folder: String, resumingAfter step: Int? = nil,
        clock: @escaping @Sendable () -> Double = EventLog.systemClock
    ) throws(RunError) {
        let now = clock()
        path = "\(folder)/\(try Self.fileName(in: folder, seconds: Int(now)))"
        self.clock = clock
        var state = State(file: try AppendFile(creating: path), flushed: now)
        var first = Tensorboard_Event()
        (first.wallTime, first.fileVersion) = (now, "brain.Event:2")
        try state.file.append(Self.record(first) + Self.start(step.map { $0 + 1 } ?? 0, at: now))
        self.state = Mutex(state)
    }

    /// Makes readers discard everything logged after `step`, when the run is rolled back.
    package func discard(after step: Int) throws(RunError) {
        let now = clock()
        try state.withLock { state throws(RunError) in
            state.pending += Self.start(step + 1, at: now)
            try state.flush()
        }
    }

    /// The record of a session that starts at `step`.
    private static func start(_ step: Int, at now: Double) -> [UInt8] {
        var start = Tensorboard_Event()
        (start.wallTime, start.step) = (now, Int64(step))
        start.sessionLog.status = .start
        return record(start)
    }

    // A failure cannot be reported here.
    deinit { state.withLock { try? $0.flush() } }

    /// Logs scalars of one step by tag.
    package func scalars(_ values: KeyValuePairs<String, Float>, step: Int) throws(RunError) {
        try add(
            step: step,
            values: values.map { tag, scalar in
                var value = Tensorboard_Summary.Value()
                (value.tag, value.simpleValue) = (tag, scalar)
                return value
            }, atOnce: false)
    }

    package func scalar(_ tag: String, _ value: Float, step: Int) throws(RunError) {
        try scalars([tag: value], step: step)
    }

    /// Logs the image in the PNG file `png`, with 1 to 4 channels.
    package func image(_ tag: String, png: [UInt8], width: Int, height: Int, channels: Int, step: Int) throws(RunError)
    {
        var value = Tensorboard_Summary.Value()
        value.tag = tag
        (value.image.width, value.image.height) = (Int32(clamping: width), Int32(clamping: height))
        (value.image.colorspace, value.image.encodedImageString) = (Int32(clamping: channels), Data(png))
        try add(step: step, values: [value], atOnce: true)
    }

    /// Logs a line of text, which TensorBoard shows as Markdown.
    package func text(_ tag: String, _ text: String, step: Int) throws(RunError) {
        var value = Tensorboard_Summary.Value()
        value.tag = tag
        value.metadata.pluginData.pluginName = "text"
        value.tensor.dtype = TensorType.string
        value.tensor.tensorShape.dim = [.with { $0.size = 1 }]
        value.tensor.stringVal = [Data(text.utf8)]
        try add(step: step, values: [value], atOnce: true)
    }

    /// Writes the buffer; `durably` waits until it is on the disk, as for a checkpoint.
    package func flush(durably: Bool = false) throws(RunError) {
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
            if state.pending.count + record.count <= Self.bufferLimit || state.pending.isEmpty {
                state.pending += record
            }
            // A clock that is set back must not delay records forever.
            guard atOnce || state.pending.count >= Self.pendingLimit || abs(now - state.flushed) >= Self.interval else {
                return
            }
            state.flushed = now
            try state.flush()
        }
    }

    private static func record(_ event: Tensorboard_Event) -> [UInt8] {
        do {
            return TFRecord.framed(try event.serializedBytes())
        } catch {
            preconditionFailure("an event of over 2 GB: \(error)")
        }
    }

    /// A name with seconds, host and process that sorts after every event file of `folder`, as readers need.
    private static func fileName(in folder: String, seconds: Int) throws(RunError) -> String {
        let prefix = "events.out.tfevents."
        let last = try Folder.entries(folder).compactMap { name in
            name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count).prefix { $0 != "." }) : nil
        }.max()
        // For two sessions within a second and for a clock that was set back.
        let time = String(max(seconds, last.map { $0 + 1 } ?? 0))
        var host = [CChar](repeating: 0, count: 256)
        gethostname(&host, host.count - 1)
        let name = String(decoding: host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let padded = String(repeating: "0", count: max(0, 10 - time.count)) + time
        return "\(prefix)\(padded).\(name.isEmpty ? "host" : name.replacing("/", with: "-")).\(getpid()).tessera"
    }
}
