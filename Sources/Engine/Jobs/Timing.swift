import Dispatch

/// Seconds of training, without pauses.
struct TrainingClock {
    private var before: Double
    private var startTime: UInt64?

    init(before: Double) { (self.before, startTime) = (before, Self.now) }

    private(set) var seconds = 0.0
    private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Updates `seconds`.
    mutating func tick() { seconds = before + (startTime.map { Double(Self.now - $0) / 1e9 } ?? 0) }

    mutating func stop() {
        tick()
        (before, startTime) = (seconds, nil)
    }

    mutating func start() { startTime = Self.now }
}

/// Steps per second over the last 3 seconds.
struct StepRate {
    private var marks: [(step: Int, seconds: Double)] = []
    private static let window = 3.0

    var perSecond: Double {
        guard let first = marks.first, let last = marks.last, last.seconds > first.seconds else { return 0 }
        return Double(last.step - first.step) / (last.seconds - first.seconds)
    }

    mutating func add(step: Int, at seconds: Double) {
        // Marks a tenth of a second apart are dense enough.
        if marks.count > 1, seconds - marks[marks.count - 2].seconds < Self.window / 30 { marks.removeLast() }
        marks.append((step, seconds))
        while marks.count > 2, seconds - marks[1].seconds > Self.window { marks.removeFirst() }
    }

    mutating func restart() { marks = [] }
}
