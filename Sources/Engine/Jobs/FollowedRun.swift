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
            let line = reading.withLock { reading -> String in
                do {
                    let reply = try Self.client(&reading, folder).ask(.training(request))
                    return reply.error ?? reply.text ?? "done"
                } catch {
                    reading.client = nil
                    return "\(error)"
                }
            }
            publish { $0.log(line) }
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
        let (changed, histories, step, seconds, remote, problem) = reading.withLock { reading in
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
            let curves = reading.curves
            return (changed, curves.histories, curves.step, curves.last("time/seconds")?.value, remote, problem)
        }
        let before = status, samples = newestGrid(after: before.samples?.step)
        let phase = remote.map { Self.phase($0.phase) } ?? .finished
        guard changed || remote != nil || samples != nil || problem != nil || before.phase != phase else { return }
        publish { status in
            if changed {
                status.curves = histories
                status.discriminatorLoss = histories["loss/discriminator"] ?? LossHistory()
                status.generatorLoss = histories["loss/generator"] ?? LossHistory()
            }
            status.step = max(remote?.step ?? 0, step)
            status.seconds = remote?.seconds ?? Double(seconds ?? 0)
            (status.secondsRemaining, status.settings) = (remote?.secondsRemaining, remote?.settings ?? [:])
            (status.stepsPerSecond, status.gigaflopsPerSecond) = (remote?.stepsPerSecond ?? 0, remote?.gigaflopsPerSecond ?? 0)
            status.memory = remote?.memory ?? 0
            if let steps = remote?.steps { status.steps = steps }
            if let samples { status.samples = samples }
            if let problem { status.log(problem) }
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
