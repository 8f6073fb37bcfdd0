import FoundationEssentials
import Glibc
package import Runs

/// A run in a list.
package struct RunSummary: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        /// A process trains it; the phase is that of its control socket, or "busy" without an answer in time.
        case training(String)
        /// No process trains it; `isDone` where it has all its steps or all its time.
        case stopped(isDone: Bool)
        /// It cannot be read, with the error.
        case broken(String)
    }

    /// The run's folder.
    package var path: String
    package var name: String
    package var preset = "", data = ""
    package var seed: UInt64 = 0
    package var step = 0
    package var steps: Int?
    package var state: State
    /// The newest score; nil without scores.
    package var score: Float?
    /// The time of the newest event, in seconds since 1970.
    package var updated = 0.0
    /// Seconds of training, and the time of its start in seconds since 1970; nil where run.toml has another text.
    package var seconds = 0.0
    package var created: Double?
    /// The settings at its start.
    package var settings: [String: SettingValue] = [:]
    package var fit = ImageFit.crop
    /// By tag.
    package var curves: [String: LossHistory] = [:]

    package init(path: String, name: String, state: State) { (self.path, self.name, self.state) = (path, name, state) }
}

/// The runs in a folder. Repeated listings read changes only. Belongs to one thread at a time.
package final class RunCatalog {
    private var curves: [String: LogCurves] = [:]
    private let timeout: Double

    /// - Parameter timeout: seconds to wait for the answer of a training run.
    package init(timeout: Double = 0.3) { self.timeout = timeout }

    /// All runs directly in `folder`, and those of `others` that are elsewhere, the most recently updated first; empty where there are none.
    package func list(_ folder: String, others: [String] = []) -> [RunSummary] {
        let names = (try? Folder.entries(folder)) ?? []
        var paths = names.map { "\(folder)/\($0)" }.filter { (try? RunFolder.open($0)) != nil }
        var known = Set(others.isEmpty ? [] : paths.map(Self.wholePath))
        for path in others where (try? RunFolder.open(path)) != nil && known.insert(Self.wholePath(path)).inserted {
            paths.append(path)
        }
        for gone in Set(curves.keys).subtracting(paths) { curves[gone] = nil }
        return paths.map(summary).sorted { ($0.updated, $0.name) > ($1.updated, $1.name) }
    }

    /// The path from the root, links followed.
    private static func wholePath(_ path: String) -> String {
        guard let whole = realpath(path, nil) else { return path }
        defer { free(whole) }
        return String(cString: whole)
    }

    private func summary(_ path: String) -> RunSummary {
        let name = String(path.split(separator: "/").last ?? "")
        var summary = RunSummary(path: path, name: name, state: .stopped(isDone: false))
        do {
            let folder = try RunFolder.open(path), written = try RunFile.read(folder.runFilePath)
            (summary.preset, summary.data, summary.seed) = (written.preset, written.data, written.seed)
            (summary.steps, summary.settings) = (written.steps, written.settings.compactMapValues(\.settingValue))
            summary.fit = written.fit
            var log = curves[path] ?? LogCurves(folder: path)
            try log.refresh()
            curves[path] = log
            let histories = SessionEnd.merged(log.histories)
            (summary.step, summary.curves) = (log.step, histories)
            let time = log.last("time/seconds")
            (summary.updated, summary.seconds) = (time?.time ?? 0, Double(time?.value ?? 0))
            summary.created = (try? Date(written.created, strategy: .iso8601))?.timeIntervalSince1970
            summary.score =
                histories.filter { $0.key.hasPrefix("score") }.sorted { $0.key < $1.key }.first?.value.last
            let isAtTime = written.minutes.map { summary.seconds >= $0 * 60 } ?? false
            summary.state = .stopped(isDone: isAtTime || written.steps.map { log.step >= $0 } ?? false)
        } catch {
            summary.state = .broken("\(error)")
            return summary
        }
        // Connecting fails for the socket that a killed process leaves behind.
        if let client = try? RunClient(run: path) {
            let status = try? client.request(.status, seconds: timeout).status
            summary.state = .training(status?.phase ?? "busy")
            summary.step = max(summary.step, status?.step ?? 0)
        }
        return summary
    }

    /// Deletes a run's folder.
    /// - Throws: `RunError.busy` while a process trains it.
    package static func delete(_ path: String) throws {
        let folder = try RunFolder.open(path)
        let lock = try folder.lock()
        try withExtendedLifetime(lock) { try FileManager.default.removeItem(atPath: folder.path) }
    }
}
