package import Raster

/// Why a run's folder, run.toml or event log cannot be used: what, where, what to do, in one line.
package enum RunError: UserError, Equatable {
    case notARun(path: String)
    case alreadyARun(path: String)
    case notEmpty(path: String)
    case busy(path: String, process: Int?)
    /// A call to the system failed; `doing` completes "cannot ...".
    case system(doing: String, path: String, reason: String)
    case diskFull(path: String)
    /// Neither a folder nor a file that begins like an event file.
    case notALog(path: String, isFile: Bool)

    case notTOML(path: String, line: Int, reason: String)
    case missingKey(path: String, key: String)
    case invalidValue(path: String, key: String, expected: String)
    /// A recorded change of a setting that the run cannot apply.
    case invalidChange(path: String, step: Int, reason: String)
}

extension RunError {
    package var what: String {
        switch self {
        case .notARun: "not a run: it has no run.toml"
        case .alreadyARun: "this folder already has a run"
        case .notEmpty: "the folder is neither empty nor a run"
        case .busy(_, let process): "another process is training this run" + (process.map { " (process \($0))" } ?? "")
        case .system(let doing, _, let reason): "cannot \(doing): \(reason)"
        case .diskFull: "the disk is full"
        case .notALog(_, let isFile): isFile ? "not an event file of TensorBoard" : "neither a folder nor an event file"
        case .notTOML(_, let line, let reason): "line \(line) is not TOML: \(reason)"
        case .missingKey(_, let key): "'\(key)' is missing"
        case .invalidChange(_, let step, let reason): "the change after step \(step) cannot be applied (\(reason))"
        case .invalidValue(_, let key, let expected): "'\(key)' must be \(expected)"
        }
    }

    package var location: String? {
        switch self {
        case .notARun(let path), .alreadyARun(let path), .notEmpty(let path), .busy(let path, _),
            .system(_, let path, _), .diskFull(let path), .notALog(let path, _), .notTOML(let path, _, _),
            .missingKey(let path, _), .invalidValue(let path, _, _), .invalidChange(let path, _, _):
            path
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .notARun(let path):
            Suggestion(Spelling.question(NearbyRuns.similar(to: path), else: "name the folder of a run"))
        case .alreadyARun(let path): "\(.resume(run: path)), or name another folder"
        case .notEmpty: "name a new folder"
        case .busy: "\(.stop)"
        case .system: "check the path and its permissions"
        case .diskFull: "free some space and try again"
        case .notALog: "name a folder of logs, or a file events.out.tfevents.*; docs/studio.md says more"
        case .notTOML, .missingKey, .invalidValue, .invalidChange: "correct it in a text editor"
        }
    }

    /// The error for a system call that has just failed.
    package static func last(_ doing: String, _ path: String) -> RunError {
        SystemReason.isDiskFull ? .diskFull(path: path) : .system(doing: doing, path: path, reason: SystemReason.last)
    }
}
