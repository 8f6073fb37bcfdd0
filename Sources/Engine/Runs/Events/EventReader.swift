import Raster

/// All scalars of a folder of event files, in memory: for small logs, and where every point is needed. `LogCurves` keeps curves in
/// bounded memory.
package struct EventReader: Sendable {
    private var stream: EventStream
    /// By tag, in the order of the files.
    package private(set) var scalars: [String: [EventPoint]] = [:]

    package init(folder: String) { stream = EventStream(ExactPath(folder)) }

    /// Names of event files with corrupt records.
    package var damaged: Set<String> { stream.damaged }

    /// All scalars of every tag, in the order of logging.
    package static func readScalars(_ folder: String) throws(RunError) -> [String: [(step: Int, value: Float)]] {
        var reader = EventReader(folder: folder)
        try reader.refresh()
        return reader.scalars.mapValues { $0.map { (step: $0.step, value: $0.value) } }
    }

    /// Reads what was appended since the last call.
    /// - Returns: whether there was anything new.
    @discardableResult
    package mutating func refresh() throws(RunError) -> Bool {
        var scalars = scalars
        self.scalars = [:]
        defer { self.scalars = scalars }
        return try stream.refresh { entry, _ in
            switch entry {
            case .reset: scalars = [:]
            case .restart(let step):
                for tag in scalars.keys { scalars[tag]?.removeAll { $0.step >= step } }
            case .orphans(let tag, let step): scalars[tag]?.removeAll { $0.step >= step }
            case .scalar(let tag, let point): scalars[tag, default: []].append(point)
            case .image, .text, .other: break
            }
        }
    }

    /// A scalar, in the format of TensorFlow 1 or as TensorFlow 2's tensor of one element.
    static func scalar(_ value: Tensorboard_Summary.Value) -> Float? {
        switch value.value {
        case .simpleValue(let number): return number
        case .tensor(let tensor): return tensor.number
        default: return nil
        }
    }
}
