import Dispatch

/// Seconds spent training, pauses not counted.
struct TrainingClock {
    private var before: Double
    private var since: UInt64?

    init(before: Double) { (self.before, since) = (before, Self.now) }

    private(set) var seconds = 0.0
    private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Brings `seconds` up to date.
    mutating func tick() { seconds = before + (since.map { Double(Self.now - $0) / 1e9 } ?? 0) }

    mutating func stop() {
        tick()
        (before, since) = (seconds, nil)
    }

    mutating func start() { since = Self.now }
}

/// Steps a second over the last few seconds.
struct StepRate {
    private var marks: [(step: Int, seconds: Double)] = []
    private static let window = 3.0

    var perSecond: Double {
        guard let first = marks.first, let last = marks.last, last.seconds > first.seconds else { return 0 }
        return Double(last.step - first.step) / (last.seconds - first.seconds)
    }

    mutating func add(step: Int, at seconds: Double) {
        // Marks need not be dense: a tenth of a second apart gives the rate all the same.
        if marks.count > 1, seconds - marks[marks.count - 2].seconds < Self.window / 30 { marks.removeLast() }
        marks.append((step, seconds))
        while marks.count > 2, seconds - marks[1].seconds > Self.window { marks.removeFirst() }
    }

    mutating func restart() { marks = [] }
}

/// Means of what steps report, between two points of the event log.
struct ReportAverages {
    private var sum = SIMD4<Double>()
    private var count = 0.0

    mutating func add(_ report: Trainer.Measures.Adversarial) {
        sum += SIMD4(Double(report.discriminatorLoss), Double(report.generatorLoss), Double(report.realProbability), Double(report.fakeProbability))
        count += 1
    }

    /// The means up to `step`, with the gradients as they are now; the next ones begin anew.
    mutating func take(step: Int, _ norms: Norms) -> Vitals {
        let mean = sum / max(count, 1)
        reset()
        return Vitals(step: step, discriminatorLoss: Float(mean[0]), generatorLoss: Float(mean[1]), realProbability: Float(mean[2]),
                      fakeProbability: Float(mean[3]), discriminatorGradient: norms.discriminatorGradient, generatorGradient: norms.generatorGradient)
    }

    mutating func reset() { (sum, count) = (.init(), 0) }
}
