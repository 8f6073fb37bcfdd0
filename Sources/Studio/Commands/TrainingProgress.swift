import Engine
import Glibc
import Render

/// What `train` prints: one line that renews itself on a terminal, a line every hundred steps elsewhere.
struct TrainingProgress {
    private let isTerminal = isatty(1) == 1
    private var lastPrepared = ""
    private var lastStep = -1
    private var printedEvents = 0
    private var greeted = false
    private static let stepsPerLine = 100

    mutating func show(_ status: TrainingStatus) {
        if case .preparing(let words) = status.phase {
            // A share that counts up is for terminals; elsewhere each thing is named once.
            let name = String(words.prefix { !$0.isNumber })
            if isTerminal { overwrite(words) } else if name != lastPrepared { line(name) }
            lastPrepared = name
            return
        }
        guard !status.run.isEmpty, status.peakMemory > 0 || status.phase.isOver else { return }
        if !greeted {
            greeted = true
            line("\(status.run): \(status.preset) on \(status.data), \(Self.memory(status.peakMemory)), \(Self.machine)")
        }
        for event in status.events.suffix(max(0, status.events.count - printedEvents)) {
            if event.isWarning { warn("step \(event.step): \(event.text)") } else { line("step \(event.step): \(event.text)") }
        }
        printedEvents = status.events.count
        if isTerminal {
            overwrite(Self.bar(status))
        } else if status.step / Self.stepsPerLine != lastStep / Self.stepsPerLine || lastStep < 0 {
            line(Self.report(status))
        }
        lastStep = status.step
    }

    func end(_ status: TrainingStatus) {
        if isTerminal { print("") }
        guard case .finished = status.phase else { return }
        let peak = PeakMemory.soFar.map { ", \(Readouts.memory($0)) of memory at most" } ?? ""
        print("done: \(Numbers.grouped(status.step)) steps in \(Self.clock(status.seconds))\(peak) -> \(status.run)")
    }

    private static func memory(_ peak: Int) -> String { "peak memory \(Readouts.memory(peak))" }

    /// What the doctor says goes to standard error, so that it is seen where the rest is not.
    private func warn(_ text: String) {
        if isTerminal { print("\r\u{1b}[K", terminator: "") }
        fflush(nil)
        ErrorLine.print(text)
    }

    private func line(_ text: String) {
        print((isTerminal ? "\r\u{1b}[K" : "") + text)
        fflush(nil)
    }

    private func overwrite(_ text: String) {
        print("\r\u{1b}[K\(text)", terminator: "")
        fflush(nil)
    }

    private static var machine: String { "\(BLAS.coreName) kernels, \(Processor.compiledVectorBits) bit vectors" }

    private static func report(_ status: TrainingStatus) -> String {
        "step \(Numbers.grouped(status.step))\(status.steps.map { " of \(Numbers.grouped($0))" } ?? ""), " + losses(status)
            + ", \(Numbers.fixed(status.stepsPerSecond, 1)) steps/s, \(Int(status.gigaflopsPerSecond)) GFLOP/s"
            + (status.secondsRemaining.map { ", \(clock($0)) to go" } ?? "")
            + (status.scores.last.map { ", score \(Readouts.score($0.frechet)) of \(Numbers.grouped($0.samples))" } ?? "")
            + (status.scorePreparation.map { ", \($0.words) \(Int($0.share * 100)) %" } ?? "")
    }

    private static func bar(_ status: TrainingStatus) -> String {
        let share = status.steps.map { Double(status.step) / Double($0) }
            ?? status.secondsRemaining.map { status.seconds / max(1e-9, status.seconds + $0) } ?? 0
        let filled = Int(share * 24)
        return "[" + String(repeating: "#", count: min(24, filled)) + String(repeating: ".", count: max(0, 24 - filled)) + "] " + report(status)
    }

    private static func losses(_ status: TrainingStatus) -> String {
        func text(_ value: Float?) -> String { value.map { Numbers.fixed(Double($0), 3) } ?? "-" }
        if status.discriminatorLoss.last == nil, let joint = status.curves["joint/loss"]?.last {
            return "joint loss \(text(joint)), agreement \(text(status.curves["joint/agreement"]?.last))"
        }
        return "loss D \(text(status.discriminatorLoss.last)) G \(text(status.generatorLoss.last))"
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        let two = { (n: Int) in n < 10 ? "0\(n)" : "\(n)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }
}
