import Engine
import Raster
import Synchronization

/// A training job that does what a test says, and remembers what it was asked.
final class ScriptedTraining: TrainingControl {
    private struct State {
        var status = TrainingStatus()
        var requests: [TrainingRequest] = []
    }

    private let state: Mutex<State>

    init(_ status: TrainingStatus = .example()) { state = Mutex(State(status: status)) }

    var status: TrainingStatus { state.withLock { $0.status } }
    var requests: [TrainingRequest] { state.withLock { $0.requests } }

    func ask(_ request: TrainingRequest) { state.withLock { $0.requests.append(request) } }

    /// Changes the status as a job would, its revision with it.
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
            status.discriminatorLoss.append(0.5 + 400 / Float(step + 400), step: step)
            status.generatorLoss.append(1 + 800 / Float(step + 400), step: step)
        }
        status.steps = 10_000
        (status.seconds, status.secondsRemaining) = (71, 98)
        (status.stepsPerSecond, status.gigaflopsPerSecond, status.memory) = (59.3, 43.1, 312_000_000)
        status.samples = .init(step: 4200, grid: tiles(), columns: 2, rows: 2)
        status.settings = ["generator.rate": 2e-4, "discriminator.rate": 1e-4, "average": 0.999, "sample.every": 250]
        status.log("checkpoint written")
        status.revision = 1
        return status
    }

    /// Four flat tiles of 8x8 pixels: red, green, blue, white.
    static func tiles() -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<16 {
            for x in 0..<16 { pixels += [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]][y / 8 * 2 + x / 8] }
        }
        return Bitmap(width: 16, height: 16, channels: 3, pixels: pixels)
    }
}
