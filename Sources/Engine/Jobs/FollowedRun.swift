import Dispatch
import Raster
import Synchronization

/// A run that another process trains, or nobody: its curves from the event log, its state and its steering through the
/// control socket, its samples from its folder.
public final class FollowedRun: TrainingControl {
    /// Touched only on `queue`.
    private struct Reading {
        var curves: LogCurves
        var client: RunClient?
        var isWarned = false
        /// What went wrong in following, which the log does not tell of.
        var problems: [TrainingStatus.Event] = []
    }

    private let folder: RunFolder
    private let settings: RunSettings
    private let queue = DispatchQueue(label: "tessera.follow", qos: .utility)
    private let reading: Mutex<Reading>
    private let shared = Mutex(TrainingStatus())

    /// Seconds between two looks, and how long an answer may take: a step may be slow.
    private static let period = 0.5, patience = 5.0

    /// Follows the run in the folder `path`; the first look is done when this returns.
    /// - Throws: `RunError` where there is no run.
    public init(run path: String) throws(RunError) {
        let folder = try RunFolder.open(path)
        (self.folder, settings) = (folder, try RunSettings.read(folder.settingsPath))
        reading = Mutex(Reading(curves: LogCurves(folder: folder.path)))
        let settings = settings
        shared.withLock { status in
            (status.run, status.preset, status.data) = (folder.name, settings.preset, settings.data)
            (status.folder, status.steps, status.changes) = (folder.path, settings.steps, settings.changes)
        }
        look()
        lookLater()
    }

    private func lookLater() {
        queue.asyncAfter(deadline: .now() + Self.period) { @Sendable [weak self] in
            self?.look()
            self?.lookLater()
        }
    }

    public var status: TrainingStatus { shared.withLock { $0 } }

    public func ask(_ request: TrainingRequest) {
        queue.async { @Sendable [self] in
            let step = status.step
            let problem = reading.withLock { reading -> String? in
                var problem: String?
                do {
                    problem = try Self.client(&reading, folder).ask(.training(request)).error
                } catch {
                    (reading.client, problem) = (nil, "\(error)")
                }
                if let problem { reading.problems.append(.init(step: step, text: problem, isWarning: true)) }
                return problem
            }
            // What it did it tells in its log.
            if let problem { publish { $0.log(problem, isWarning: true) } }
        }
    }

    private static func client(_ reading: inout Reading, _ folder: RunFolder) throws -> RunClient {
        if let client = reading.client { return client }
        let client = try RunClient(run: folder.path)
        reading.client = client
        return client
    }

    private func publish(_ change: (inout TrainingStatus) -> Void) {
        shared.withLock { status in
            change(&status)
            status.revision += 1
        }
    }

    private func look() {
        let (changed, curves, remote, problems) = reading.withLock { reading in
            var problem: String?, changed = false
            do {
                changed = try reading.curves.refresh()
                reading.isWarned = false
            } catch {
                if !reading.isWarned { problem = "\(error)" }
                reading.isWarned = true
            }
            var remote: ControlStatus?
            do {
                remote = try Self.client(&reading, folder).ask(.status, seconds: Self.patience).status
            } catch {
                reading.client = nil
            }
            if let problem { reading.problems.append(.init(step: reading.curves.step, text: problem, isWarning: true)) }
            return (changed || problem != nil, reading.curves, remote, reading.problems)
        }
        let before = status, samples = newestGrid(after: before.samples?.step)
        let phase = remote.map { Self.phase($0.phase) } ?? .finished
        guard changed || remote != nil || samples != nil || before.phase != phase else { return }
        let scores = curves.scores, isScored = scores != before.scores
        let best = isScored ? folder.bestScore() : before.best
        publish { status in
            if changed {
                status.curves = curves.histories
                status.discriminatorLoss = curves.histories["loss/discriminator"] ?? LossHistory()
                status.generatorLoss = curves.histories["loss/generator"] ?? LossHistory()
                status.setEvents(curves.events + problems)
            }
            (status.scores, status.best) = (scores, best)
            status.findings = remote?.findings.compactMap { Finding(text: $0) } ?? []
            status.step = max(remote?.step ?? 0, curves.step)
            status.seconds = remote?.seconds ?? Double(curves.last("time/seconds")?.value ?? 0)
            (status.secondsRemaining, status.settings) = (remote?.secondsRemaining, remote?.settings ?? [:])
            (status.stepsPerSecond, status.gigaflopsPerSecond) = (remote?.stepsPerSecond ?? 0, remote?.gigaflopsPerSecond ?? 0)
            status.memory = remote?.memory ?? 0
            if let steps = remote?.steps { status.steps = steps }
            if let samples { status.samples = samples }
            status.phase = phase
        }
    }

    private static func phase(_ word: String) -> TrainingStatus.Phase {
        switch word {
        case "paused": .paused
        case "stopping": .stopping
        case "finished", "failed": .finished
        case "preparing": .preparing("starting")
        default: .running
        }
    }

    private func newestGrid(after step: Int?) -> TrainingStatus.Samples? {
        guard let newest = folder.gridSteps().last, newest != step else { return nil }
        return try? folder.grid(step: newest, settings)
    }
}

extension LogCurves {
    /// Scores that were taken while the run trained, oldest first.
    var scores: [ScorePoint] {
        let samples = Dictionary(points(TrainingSession.scoreSamplesTag).map { ($0.step, Int($0.value)) }) { $1 }
        return points(TrainingSession.scoreTag).compactMap { point in
            samples[point.step].map { ScorePoint(step: point.step, frechet: Double(point.value), samples: $0) }
        }
    }

    /// What a run's log says in words.
    var events: [TrainingStatus.Event] {
        texts.map { line in
            let isDoctor = line.tag == "doctor"
            return .init(step: line.step, text: isDoctor ? "doctor: \(line.text)" : line.text, isWarning: isDoctor)
        }
    }
}

extension RunFolder {
    /// The steps of which there is a grid, rising.
    public func gridSteps() -> [Int] {
        let files = (try? Folder.entries(samplesPath)) ?? []
        return files.compactMap { file in
            guard file.hasPrefix("step-"), file.hasSuffix(".png") else { return nil }
            return Int(file.dropFirst(5).dropLast(4))
        }.sorted()
    }

    /// The grid of a step as the run left it in its folder.
    public func grid(step: Int, _ settings: RunSettings) throws -> TrainingStatus.Samples {
        let picture = try Picture.read(samplesPath(step: step)).bitmap
        let given = settings.settings.compactMapValues(\.number), preset = try Preset.named(settings.preset)
        let architecture = preset.architecture(try preset.settings(given))
        let columns = max(picture.width / architecture.width, 1), rows = max(picture.height / architecture.height, 1)
        return .init(step: step, grid: picture, columns: columns, rows: rows)
    }
}
