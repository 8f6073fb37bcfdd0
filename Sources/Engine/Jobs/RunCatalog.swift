import FoundationEssentials

/// What a list of runs says of one.
public struct RunSummary: Sendable, Equatable {
    public enum State: Sendable, Equatable {
        /// Trained by some process; the words are those of its control socket.
        case training(String)
        /// Nobody trains it; `isDone` where it has all its steps.
        case resting(isDone: Bool)
        /// It cannot be read; the line says why.
        case broken(String)
    }

    /// The run's folder.
    public var path: String
    public var name: String
    public var preset = "", data = ""
    public var seed: UInt64 = 0
    public var step = 0
    public var steps: Int?
    public var state: State
    /// The newest score, where there is one.
    public var score: Float?
    /// Seconds since 1970 when something was logged last.
    public var touched = 0.0
    /// The settings it was started with.
    public var settings: [String: Double] = [:]
    /// By tag.
    public var curves: [String: LossHistory] = [:]

    public init(path: String, name: String, state: State) { (self.path, self.name, self.state) = (path, name, state) }
}

/// The runs under a folder, looked at again and again: only what has changed is read. Belongs to one thread at a time.
public final class RunCatalog {
    private var curves: [String: LogCurves] = [:]
    private let patience: Double

    /// - Parameter patience: seconds that a training run may take to answer.
    public init(patience: Double = 0.3) { self.patience = patience }

    /// Every run directly under `folder`, the one worked on last first; none where there is no such folder.
    public func list(_ folder: String) -> [RunSummary] {
        let names = (try? Folder.entries(folder)) ?? []
        let paths = names.map { "\(folder)/\($0)" }.filter { (try? RunFolder.open($0)) != nil }
        for gone in Set(curves.keys).subtracting(paths) { curves[gone] = nil }
        return paths.map(summary).sorted { ($0.touched, $0.name) > ($1.touched, $1.name) }
    }

    private func summary(_ path: String) -> RunSummary {
        let name = String(path.split(separator: "/").last ?? "")
        var summary = RunSummary(path: path, name: name, state: .resting(isDone: false))
        do {
            let folder = try RunFolder.open(path), written = try RunSettings.read(folder.settingsPath)
            (summary.preset, summary.data, summary.seed) = (written.preset, written.data, written.seed)
            (summary.steps, summary.settings) = (written.steps, written.settings.compactMapValues(\.number))
            var log = curves[path] ?? LogCurves(folder: path)
            try log.refresh()
            curves[path] = log
            (summary.step, summary.curves) = (log.step, log.histories)
            summary.touched = log.last("time/seconds")?.time ?? 0
            summary.score = log.histories.filter { $0.key.hasPrefix("score") }.sorted { $0.key < $1.key }.first?.value.last
            summary.state = .resting(isDone: written.steps.map { log.step >= $0 } ?? false)
        } catch {
            summary.state = .broken("\(error)")
            return summary
        }
        // A socket that nobody listens at is what a killed process leaves.
        if let client = try? RunClient(run: path) {
            let status = try? client.ask(.status, seconds: patience).status
            summary.state = .training(status?.phase ?? "busy")
            summary.step = max(summary.step, status?.step ?? 0)
        }
        return summary
    }

    /// Deletes a run and all it holds, unless some process trains it.
    public static func delete(_ path: String) throws {
        let folder = try RunFolder.open(path)
        let lock = try folder.claim()
        try withExtendedLifetime(lock) { try FileManager.default.removeItem(atPath: folder.path) }
    }
}
