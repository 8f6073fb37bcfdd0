public import Raster

/// What ends a run early.
public enum TrainingError: UserError, Equatable {
    /// Taken back `rollbacks` times, which is as often as it may be.
    case diverged(run: String, step: Int, checkpoint: Int, rollbacks: Int)
    case dataChanged(run: String, data: String)
    /// `path` could not be written; the run itself is whole.
    case diskFull(path: String, run: String)

    public var place: String? {
        switch self {
        case .diverged(let run, _, _, _), .dataChanged(let run, _): run
        case .diskFull(let path, _): path
        }
    }

    public var what: String {
        switch self {
        case .diverged(_, let step, _, let rollbacks):
            "the losses stopped being numbers, or exploded, at step \(step)"
                + (rollbacks == 0 ? "" : rollbacks == 1 ? ", after a rollback" : ", after \(rollbacks) rollbacks")
        case .dataChanged(_, let data): "\(data) is not the data this run was started with"
        case .diskFull: "cannot be written, the disk is full"
        }
    }

    public var remedy: String {
        switch self {
        case .diverged(_, _, let checkpoint, _): "the checkpoint of step \(checkpoint) is whole: resume it with a lower rate (--resume --set generator.rate=...)"
        case .dataChanged: "bring the data back, or start a new run"
        case .diskFull(_, let run): "make room, then go on with `tessera train --resume --run \(run)`"
        }
    }
}
