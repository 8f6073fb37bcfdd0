/// The cost of one frame.
package struct FrameReport: Sendable, Equatable {
    /// When it was sent, on the loop's clock.
    package var time: Double
    /// Cells that changed, and bytes written for them; nil where the system does not count bytes.
    package var cells: Int
    package var bytes: Int?
    /// Seconds of drawing cells, and of sending them.
    package var drawing: Double
    package var sending: Double
    /// Seconds since the oldest input that the frame shows first; nil for none.
    package var latency: Double?

    package init(time: Double, cells: Int, bytes: Int?, drawing: Double, sending: Double, latency: Double?) {
        (self.time, self.cells, self.bytes) = (time, cells, bytes)
        (self.drawing, self.sending, self.latency) = (drawing, sending, latency)
    }
}

/// The newest frames, at most 200.
package struct FrameLog: Sendable {
    /// Oldest first.
    package private(set) var frames: [FrameReport] = []
    private(set) var latencies: [Double] = []
    private static let limit = 200

    package init() {}

    package mutating func add(_ frame: FrameReport) {
        frames = (frames + [frame]).suffix(Self.limit)
        if let latency = frame.latency { latencies = (latencies + [latency]).suffix(Self.limit) }
    }

    package var last: FrameReport? { frames.last }

    /// Frames of the last second, the newest included.
    package var perSecond: Int {
        guard let last else { return 0 }
        return frames.count { $0.time > last.time - 1 }
    }

    /// Bytes of the last second; nil where they are not counted.
    package var bytesPerSecond: Int? {
        guard let last else { return nil }
        let counted = frames.filter { $0.time > last.time - 1 }.compactMap(\.bytes)
        return counted.isEmpty ? nil : counted.reduce(0, +)
    }

    /// Median and 99th percentile of the latency in seconds; nil before the first input.
    package var latency: (median: Double, percentile99: Double)? {
        guard !latencies.isEmpty else { return nil }
        let sorted = latencies.sorted()
        return (sorted[sorted.count / 2], sorted[min(sorted.count * 99 / 100, sorted.count - 1)])
    }
}
