import Jobs
import Raster
import Synchronization

/// A training with a scripted status, which records requests.
final class ScriptedTraining: TrainingControl {
    private struct State {
        var status = TrainingStatus()
        var requests: [TrainingRequest] = []
    }

    private let state: Mutex<State>

    init(_ status: TrainingStatus = .example()) { state = Mutex(State(status: status)) }

    var status: TrainingStatus { state.withLock { $0.status } }
    var requests: [TrainingRequest] { state.withLock { $0.requests } }

    func send(_ request: TrainingRequest) { state.withLock { $0.requests.append(request) } }

    /// Changes the status and its revision, as a job does.
    func change(_ change: (inout TrainingStatus) -> Void) {
        state.withLock { state in
            change(&state.status)
            state.status.revision += 1
        }
    }
}

extension TrainingStatus {
    /// A run at step 4,210 of 10,000 with smooth losses and four sample tiles.
    static func example(phase: Phase = .running) -> TrainingStatus {
        var status = TrainingStatus()
        status.phase = phase
        (status.run, status.preset, status.data) = ("fashion-01", "dcgan-28", "fashion-mnist")
        for step in stride(from: 10, through: 4210, by: 10) {
            status.step = step
            status.curves["loss/discriminator", default: LossHistory()].append(
                0.5 + 400 / Float(step + 400), step: step)
            status.curves["loss/generator", default: LossHistory()].append(1 + 800 / Float(step + 400), step: step)
        }
        status.steps = 10_000
        (status.seconds, status.secondsRemaining) = (71, 98)
        (status.stepsPerSecond, status.gigaflopsPerSecond, status.memory) = (59.3, 43.1, 312_000_000)
        status.samples = .init(step: 4200, grid: tiles(), columns: 2, rows: 2)
        status.settings = [
            "generator.learning_rate": 2e-4, "discriminator.learning_rate": 1e-4, "ema.decay": 0.999,
            "sample.interval": 250,
        ]
        status.log("checkpoint written")
        status.revision = 1
        return status
    }

    /// Four flat tiles of 8x8 pixels: red, green, blue, white.
    static func tiles() -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<16 {
            for x in 0..<16 {
                pixels += [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]][y / 8 * 2 + x / 8]
            }
        }
        return Bitmap(width: 16, height: 16, channels: 3, pixels: pixels)
    }
}
