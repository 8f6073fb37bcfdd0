import Dispatch
import Raster
package import Runs
import Synchronization
import Training

/// A run that another process trains, or no process: curves from its event log, status and requests through its control socket, samples from
/// its folder.
package final class FollowedRun: TrainingControl {
    /// Used on `queue` only.
    private struct Reading {
        var curves: LogCurves
        var client: RunClient?
        var isWarned = false
        /// Errors of following the run, which are not in its log.
        var problems: [TrainingStatus.Event] = []
    }

    private let folder: RunFolder
    private let settings: RunFile
    private let queue = DispatchQueue(label: "tessera.follow", qos: .utility)
    private let reading: Mutex<Reading>
    private let shared = Mutex(TrainingStatus())

    /// Seconds between two updates, and seconds to wait for a reply: a step may be slow.
    private static let period = 0.5, timeout = 5.0

    /// Follows the run in the folder `path`; the first update is done when this returns.
    /// - Throws: `RunError` where there is no run.
    package init(run path: String) throws(RunError) {
        let folder = try RunFolder.open(path)
        (self.folder, settings) = (folder, try RunFile.read(folder.runFilePath))
        reading = Mutex(Reading(curves: LogCurves(folder: folder.path, exact: LogCurves.scoreTags)))
        if let warning = folder.brokenCheckpointWarning {
            reading.withLock { $0.problems.append(.init(step: 0, text: warning, isWarning: true)) }
        }
        let settings = settings
        shared.withLock { status in
            (status.run, status.preset, status.data) = (folder.name, settings.preset, settings.data)
            (status.folder, status.steps, status.changes) = (folder.path, settings.steps, settings.changes)
        }
        update()
        scheduleUpdate()
    }

    private func scheduleUpdate() {
        queue.asyncAfter(deadline: .now() + Self.period) { @Sendable [weak self] in
            self?.update()
            self?.scheduleUpdate()
        }
    }

    package var status: TrainingStatus { shared.withLock { $0 } }

    package func send(_ request: TrainingRequest) {
        queue.async { @Sendable [self] in
            let step = status.step
            let problem = reading.withLock { reading -> String? in
                var problem: String?
                do {
                    problem = try Self.client(&reading, folder).request(.training(request)).error
                } catch {
                    (reading.client, problem) = (nil, "\(error)")
                }
                if let problem { reading.problems.append(.init(step: step, text: problem, isWarning: true)) }
                return problem
            }
            // A successful request is in the run's log.
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

    private func update() {
        let (changed, curves, answer, problems) = reading.withLock { reading in
            var problem: String?, changed = false
            do {
                changed = try reading.curves.refresh()
                reading.isWarned = false
            } catch {
                if !reading.isWarned { problem = "\(error)" }
                reading.isWarned = true
            }
            let answer = Self.answer(&reading, folder)
            if let problem { reading.problems.append(.init(step: reading.curves.step, text: problem, isWarning: true)) }
            return (changed || problem != nil, reading.curves, answer, reading.problems)
        }
        let before = status, samples = newestGrid(after: before.samples?.step), remote = try? answer.get()
        let phase = phase(answer, curves)
        guard changed || remote != nil || samples != nil || before.phase != phase else { return }
        let scores = curves.scores, isScored = scores != before.scores
        let best = isScored ? folder.bestScore() : before.best
        publish { status in
            if changed {
                status.curves = SessionEnd.merged(curves.histories)
                status.setEvents(curves.events + problems)
            }
            (status.scores, status.best) = (scores, best)
            status.diagnostics = remote?.diagnostics.compactMap { Diagnostic(text: $0) } ?? []
            status.step = max(remote?.step ?? 0, curves.step)
            status.seconds = remote?.seconds ?? Double(curves.last("time/seconds")?.value ?? 0)
            (status.secondsRemaining, status.settings) = (
                remote?.secondsRemaining, Settings.typed(remote?.settings ?? [:])
            )
            (status.stepsPerSecond, status.gigaflopsPerSecond) = (
                remote?.stepsPerSecond ?? 0, remote?.gigaflopsPerSecond ?? 0
            )
            status.memory = remote?.memory ?? 0
            if let steps = remote?.steps { status.steps = steps }
            if let samples { status.samples = samples }
            status.phase = phase
        }
    }

    /// The status from the control socket, or the error.
    private static func answer(_ reading: inout Reading, _ folder: RunFolder) -> Result<ControlStatus, any Error> {
        let answer = Result {
            guard let status = try client(&reading, folder).request(.status, seconds: timeout).status else {
                throw ControlError.unreadable(run: folder.path)
            }
            return status
        }
        if case .failure = answer { reading.client = nil }
        return answer
    }

    /// The phase that the training process reports; without a process, the phase in which the last one left the run.
    private func phase(_ answer: Result<ControlStatus, any Error>, _ curves: LogCurves) -> TrainingStatus.Phase {
        switch answer {
        case .success(let status): status.trainingPhase
        case .failure(ControlError.notTraining), .failure(ControlError.ended): lastPhase(curves)
        case .failure(let error): .unknown("\(error)")
        }
    }

    private func lastPhase(_ curves: LogCurves) -> TrainingStatus.Phase {
        if let failure = curves.failure { return .failed(UserMessage(failure)) }
        // Only a process that was killed, or that left before its last checkpoint, leaves its socket behind.
        if Folder.exists(folder.socketPath) {
            return .failed(
                UserMessage(
                    "\(folder.path): the training process was killed or left before its last checkpoint",
                    suggestion: "\(.resume(run: folder.path))"))
        }
        return .finished
    }

    private func newestGrid(after step: Int?) -> TrainingStatus.Samples? {
        guard let newest = folder.gridSteps().last, newest != step else { return nil }
        return try? folder.grid(step: newest, settings)
    }
}
