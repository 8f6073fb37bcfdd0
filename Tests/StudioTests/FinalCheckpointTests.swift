import Studio
import Testing

@Suite struct FinalCheckpointTests {
    @Test func `a training that was opened late is stopped and waited for`() {
        let training = ScriptedTraining(.example())
        var said: [String] = [], slept = 0
        FinalCheckpoint.wait(for: training) {
            said.append($0)
        } sleep: { _ in
            slept += 1
            if slept == 5 { training.change { $0.phase = .finished } }
        }
        #expect(training.requests == [.stop])
        #expect(said == ["writing the last checkpoint"])
        #expect(slept == 5)
    }

    @Test func `before the first step the wait is a second`() {
        let training = ScriptedTraining(.example(phase: .preparing("reading fashion-mnist")))
        var said: [String] = [], slept = 0.0
        FinalCheckpoint.wait(for: training) {
            said.append($0)
        } sleep: {
            slept += $0
        }
        #expect(training.requests == [.stop])
        #expect(said.isEmpty)
        #expect((0.9...1.2).contains(slept))
    }

    @Test func `the wait for a slow step ends after two seconds`() {
        let training = ScriptedTraining(.example(phase: .stopping))
        var slept = 0.0
        FinalCheckpoint.wait(for: training) { _ in
        } sleep: {
            slept += $0
        }
        #expect((1.9...2.1).contains(slept))
        #expect(FinalCheckpoint.interruption(of: training)?.contains("--resume") == true)
        training.change { $0.phase = .finished }
        #expect(FinalCheckpoint.interruption(of: training) == nil)
    }

    @Test func `a run that is stopped with steps left is named, with its step and how it goes on`() {
        let training = ScriptedTraining(.example(phase: .finished))
        training.change { ($0.folder, $0.step, $0.steps) = ("runs/a b", 47, 100) }
        #expect(
            FinalCheckpoint.end(of: training)
                == "runs/a b is saved at step 47 of 100; tessera train --resume --run 'runs/a b' continues it")
        training.change { $0.step = 100 }
        #expect(FinalCheckpoint.end(of: training) == nil)
        training.change { ($0.step, $0.phase) = (47, .running) }
        #expect(FinalCheckpoint.end(of: training) == nil)
    }

    @Test func `files that are being written are waited for, as long as the rest of the two seconds`() {
        var slept = 0.0
        FinalCheckpoint.wait(for: nil, files: { slept >= 0.5 }) { _ in
        } sleep: {
            slept += $0
        }
        #expect((0.45...0.6).contains(slept))
        slept = 0
        FinalCheckpoint.wait(for: nil, files: { false }, limit: 2 - 1.5) { _ in
        } sleep: {
            slept += $0
        }
        #expect((0.45...0.6).contains(slept))
    }
}
