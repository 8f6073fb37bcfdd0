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

    @Test func `the wait ends after half a minute`() {
        let training = ScriptedTraining(.example(phase: .stopping))
        var slept = 0.0
        FinalCheckpoint.wait(for: training) { _ in
        } sleep: {
            slept += $0
        }
        #expect((29...31).contains(slept))
    }
}
