public import Raster

/// What can be wrong with a run's folder, its settings or its event log: one line, what, where, what to do.
public enum RunError: UserError, Equatable {
    case notARun(path: String)
    case alreadyARun(path: String)
    case notEmpty(path: String)
    case busy(path: String, process: Int?)
    /// A call to the system failed; `doing` completes "cannot ...".
    case system(doing: String, path: String, reason: String)
    case diskFull(path: String)

    case settingsSyntax(path: String, line: Int, reason: String)
    case settingMissing(path: String, key: String)
    case settingValue(path: String, key: String, expected: String)
    /// A recorded change that the run cannot take.
    case change(path: String, step: Int, reason: String)
}

extension RunError {
    public var what: String {
        switch self {
        case .notARun: "not a run, it has no run.toml"
        case .alreadyARun: "this folder already holds a run"
        case .notEmpty: "the folder is not empty and not a run"
        case .busy(_, let process): "another process is training this run" + (process.map { " (process \($0))" } ?? "")
        case .system(let doing, _, let reason): "cannot \(doing): \(reason)"
        case .diskFull: "the disk is full"
        case .settingsSyntax(_, let line, let reason): "line \(line) is not TOML: \(reason)"
        case .settingMissing(_, let key): "'\(key)' is missing"
        case .change(_, let step, let reason): "the change after step \(step) cannot be repeated (\(reason))"
        case .settingValue(_, let key, let expected): "'\(key)' must be \(expected)"
        }
    }

    public var place: String? {
        switch self {
        case .notARun(let path), .alreadyARun(let path), .notEmpty(let path), .busy(let path, _),
             .system(_, let path, _), .diskFull(let path), .settingsSyntax(let path, _, _),
             .settingMissing(let path, _), .settingValue(let path, _, _), .change(let path, _, _): path
        }
    }

    public var remedy: String {
        switch self {
        case .notARun: "name the folder of a run"
        case .alreadyARun: "continue it with --resume or name another folder"
        case .notEmpty: "name a new folder"
        case .busy: "end that one with `tessera control RUN stop`"
        case .system: "check the path and its permissions"
        case .diskFull: "make room and try again"
        case .settingsSyntax, .settingMissing, .settingValue, .change: "correct it in a text editor"
        }
    }

    /// The error for a system call that has just failed.
    static func last(_ doing: String, _ path: String) -> RunError {
        SystemReason.isDiskFull ? .diskFull(path: path) : .system(doing: doing, path: path, reason: SystemReason.last)
    }
}
