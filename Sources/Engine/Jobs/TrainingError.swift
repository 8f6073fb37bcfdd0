package import Raster

/// An error that ends a run early.
package enum TrainingError: UserError, Equatable {
    /// The run diverged after `rollbacks` rollbacks, the maximum.
    case diverged(run: String, step: Int, checkpoint: Int, rollbacks: Int)
    /// The data or masks at a path have another fingerprint than those that the run was started with.
    case dataChanged(run: String, data: String, expected: String, found: String)
    /// A run is resumed until a step that is before its newest checkpoint.
    case stepsDone(run: String, step: Int, asked: Int)
    /// `path` could not be written; the run can be resumed.
    case diskFull(path: String, run: String)

    package var location: String? {
        switch self {
        case .diverged(let run, _, _, _), .dataChanged(let run, _, _, _), .stepsDone(let run, _, _): run
        case .diskFull(let path, _): path
        }
    }

    package var what: String {
        switch self {
        case .diverged(_, let step, _, let rollbacks):
            "training diverged at step \(step): a loss was not finite or exploded"
                + (rollbacks == 0 ? "" : rollbacks == 1 ? ", after a rollback" : ", after \(rollbacks) rollbacks")
        case .dataChanged(_, let data, let expected, let found):
            "\(data) is not what this run was started with: its fingerprint is \(found), the run's \(expected)"
        case .stepsDone(_, let step, let asked): "it is at step \(step) already, after step \(asked)"
        case .diskFull: "cannot be written, the disk is full"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .diverged(_, _, let checkpoint, _):
            "\(.resumeSlower(checkpoint: checkpoint))"
        case .dataChanged: "\(.locate(.data)), or start a new run"
        case .stepsDone(_, let step, _): "resume it for more than \(step) steps"
        case .diskFull(_, let run): "free some space, then \(.resume(run: run))"
        }
    }
}
