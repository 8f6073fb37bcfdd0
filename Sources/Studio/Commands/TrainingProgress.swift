import Jobs
import Models
import Numerics
import Render

/// The output of `train`: one updated line on a terminal, else a line every hundred steps.
struct TrainingProgress {
    private let stream: StandardOutput.Stream
    private let isTerminal: Bool
    /// Whether lines are printed where the stream is no terminal.
    private let hasLines: Bool
    private var lastStage = "starting"
    private var lastStep = -1
    private var printedEvents = 0
    private var hasPrintedHeading = false
    private static let stepsPerLine = 100

    /// - Parameter isJSON: whether standard output is for a JSON object, so that progress goes to standard error.
    init(isQuiet: Bool, isJSON: Bool) {
        stream = isJSON ? .error : .output
        isTerminal = stream.takesEscapes && !isQuiet
        hasLines = !isQuiet && (isTerminal || !isJSON)
    }

    mutating func show(_ status: TrainingStatus) {
        if case .preparing(let stage) = status.phase {
            // A growing fraction is for terminals; a log has a line for each stage.
            let name = status.phase.stage ?? stage
            if isTerminal { overwrite(stage) } else if name != lastStage { line(name) }
            lastStage = name
            return
        }
        guard !status.run.isEmpty, status.peakMemory > 0 || status.phase.hasEnded else { return }
        if !hasPrintedHeading {
            hasPrintedHeading = true
            line(
                "\(status.run): \(status.preset) on \(status.data), \(Self.memory(status.peakMemory)), \(Self.machine)")
        }
        for event in status.events.suffix(max(0, status.events.count - printedEvents)) {
            if event.isWarning {
                warn("step \(event.step): \(event.text)")
            } else {
                line("step \(event.step): \(event.text)")
            }
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
        if isTerminal { StandardOutput.write("\n", to: stream) }
        guard hasLines, case .finished = status.phase else { return }
        let peak = PeakMemory.soFar.map { ", peak memory \(Readouts.memory($0))" } ?? ""
        line(Self.ending(status) + "\(peak) -> \(status.folder)")
    }

    /// What became of the run: done, or stopped before its last step.
    private static func ending(_ status: TrainingStatus) -> String {
        let step = Numbers.grouped(status.step), time = Readouts.time(status.seconds)
        guard let end = status.steps, status.step < end else { return "done: \(step) steps in \(time)" }
        return "stopped at step \(step) of \(Numbers.grouped(end)) after \(time); train --resume continues it"
    }

    private static func memory(_ peak: Int) -> String { "peak memory \(Readouts.memory(peak))" }

    /// Warnings go to standard error, so that they are visible where the output is redirected.
    private func warn(_ text: String) {
        if isTerminal { overwrite("") }
        ErrorLine.print(text)
    }

    private func line(_ text: String) {
        guard hasLines else { return }
        if isTerminal { overwrite("") }
        StandardOutput.write(text + "\n", to: stream)
    }

    private func overwrite(_ text: String) { StandardOutput.replaceLine(text, on: stream) }

    private static var machine: String { "\(BLAS.coreName) kernels, \(Processor.compiledVectorBits) bit vectors" }

    private static func report(_ status: TrainingStatus) -> String {
        "step \(Numbers.grouped(status.step))\(status.steps.map { " of \(Numbers.grouped($0))" } ?? ""), "
            + losses(status)
            + ", \(Numbers.fixed(status.stepsPerSecond, 1)) steps/s, \(Int(status.gigaflopsPerSecond)) GFLOP/s"
            + (status.secondsRemaining.map { ", \(Readouts.time($0)) remaining" } ?? "")
            + (status.scores.last.map { ", score \(Readouts.score($0)) of \(Numbers.grouped($0.samples))" }
                ?? "")
            + (status.scorePreparation.map { ", \($0.stage) \(Int($0.fraction * 100)) %" } ?? "")
    }

    private static func bar(_ status: TrainingStatus) -> String {
        let fraction =
            status.steps.map { Double(status.step) / Double($0) }
            ?? status.secondsRemaining.map { status.seconds / max(1e-9, status.seconds + $0) } ?? 0
        let filled = Int(fraction * 24)
        return "[" + String(repeating: "#", count: min(24, filled)) + String(repeating: ".", count: max(0, 24 - filled))
            + "] " + report(status)
    }

    private static func losses(_ status: TrainingStatus) -> String {
        func text(_ value: Float?) -> String { value.map { Numbers.fixed(Double($0), 3) } ?? "-" }
        if status.discriminatorLoss.last == nil, let loss = status.curves[Metric.pretrainingLoss.tag]?.last {
            return
                "pretraining loss \(text(loss)), probability \(text(status.curves[Metric.pretrainingProbability.tag]?.last))"
        }
        return "loss D \(text(status.discriminatorLoss.last)) G \(text(status.generatorLoss.last))"
    }
}
