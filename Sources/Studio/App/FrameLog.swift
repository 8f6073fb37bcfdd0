/// What one frame cost.
package struct FrameReport: Sendable, Equatable {
    /// When it was on its way, on the loop's clock.
    package var time: Double
    /// Cells that differed from the frame before, and bytes that were written for them; nil where the system does not count them.
    package var cells: Int
    package var bytes: Int?
    /// Seconds of drawing it into cells, and of sending them.
    package var drawing: Double
    package var sending: Double
    /// Seconds since the oldest input that it shows; nil where it shows none.
    package var latency: Double?

    package init(time: Double, cells: Int, bytes: Int?, drawing: Double, sending: Double, latency: Double?) {
        (self.time, self.cells, self.bytes) = (time, cells, bytes)
        (self.drawing, self.sending, self.latency) = (drawing, sending, latency)
    }
}

/// The frames of late, for whoever looks at the studio itself.
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

    /// Frames of the last second before the newest one, which counts too.
    package var perSecond: Int {
        guard let last else { return 0 }
        return frames.count { $0.time > last.time - 1 }
    }

    /// Bytes that they took.
    package var bytesPerSecond: Int? {
        guard let last else { return nil }
        let counted = frames.filter { $0.time > last.time - 1 }.compactMap(\.bytes)
        return counted.isEmpty ? nil : counted.reduce(0, +)
    }

    /// The middle one of what inputs waited for their frames, and the one that a hundredth exceeds; nil before the first.
    package var waits: (median: Double, worst: Double)? {
        guard !latencies.isEmpty else { return nil }
        let sorted = latencies.sorted()
        return (sorted[sorted.count / 2], sorted[min(sorted.count * 99 / 100, sorted.count - 1)])
    }
}
