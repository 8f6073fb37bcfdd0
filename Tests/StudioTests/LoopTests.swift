import Jobs
import Render
import Studio
import Testing

/// Sessions in memory: a scripted job, keys in, screens out, and a clock that moves when the test says.
@MainActor @Suite struct LoopTests {
    @MainActor final class Session {
        let terminal = TestTerminal(width: 80, height: 24)
        let training: ScriptedTraining
        let tasks = ScriptedTasks()
        var now = 0.0
        var isOpen = true
        lazy var loop = Loop(
            model: AppModel(size: terminal.size), terminal: terminal, clock: { [unowned self] in now },
            tasks: tasks, open: { [unowned self] in isOpen ? training : nil })

        init(_ status: TrainingStatus = .example()) { training = ScriptedTraining(status) }

        /// Rounds of the loop, a tenth of a second apart; false once it has ended.
        @discardableResult
        func turn(_ rounds: Int = 1) -> Bool {
            for _ in 0..<rounds {
                now += 0.1
                if !loop.turn() { return false }
            }
            return true
        }

        @discardableResult
        func press(_ key: Key) -> Bool {
            terminal.pending.append(.key(key))
            return turn(2)
        }
    }

    @Test func `the first frame does not wait for the training`() {
        let session = Session()
        session.isOpen = false
        session.turn()
        #expect(session.terminal.frames == 1)
        #expect(session.terminal.text.contains("preparing: starting"))
        session.isOpen = true
        session.turn(2)
        #expect(session.terminal.text.contains("training"))
        #expect(session.terminal.text.contains("4,210 / 10,000"))
    }

    @Test func `quitting ends after two seconds of a step that does not end`() {
        let session = Session()
        session.turn(2)
        session.press(.character("q"))
        session.press(.character("y"))
        #expect(session.training.requests == [.stop])
        let asked = session.now
        #expect(session.turn(15))
        #expect(session.terminal.text.contains("writing checkpoint"))
        #expect(!session.turn(10))
        #expect(session.now - asked < 2.3)
    }

    @Test func `quitting ends as soon as the checkpoint is written`() {
        let session = Session()
        session.turn(2)
        session.press(.character("q"))
        session.press(.character("y"))
        #expect(session.turn(3))
        session.training.change { $0.phase = .finished }
        #expect(!session.turn(2))
    }

    @Test func `input that never ends does not stop the screen`() {
        let session = Session()
        session.turn(2)
        let frames = session.terminal.frames
        session.terminal.onInput = { session.now += 0.02 }
        session.terminal.pending = (0..<200).map { _ in .key(.right) }
        session.turn(10)
        #expect(session.terminal.frames > frames + 5 && !session.terminal.pending.isEmpty)
    }

    @Test func `a terminal below the smallest size shows the question, and obeys it`() {
        let session = Session()
        session.turn(2)
        session.terminal.size = Size(width: 30, height: 5)
        session.press(.character("q"))
        #expect(session.terminal.text.contains("stop training and quit?"))
        session.press(.character("n"))
        #expect(session.terminal.text.contains("too small"))
        session.press(.character("q"))
        session.press(.character("y"))
        #expect(session.training.requests == [.stop])
    }

    @Test func `nothing is drawn where nothing changes`() {
        let session = Session()
        session.turn(3)
        let frames = session.terminal.frames
        session.turn(50)
        #expect(session.terminal.frames == frames)
        session.training.change { $0.step += 1 }
        session.turn(2)
        #expect(session.terminal.frames == frames + 1)
    }

    @Test func `a new step sends a few cells, not a screen`() {
        let session = Session()
        session.turn(3)
        let sent = session.terminal.cellsSent
        session.training.change { $0.step += 1 }
        session.turn(2)
        #expect((1..<20).contains(session.terminal.cellsSent - sent))
    }

    @Test func `there are at most thirty frames a second`() {
        let session = Session()
        for i in 0..<1000 {
            session.now = Double(i) / 1000
            session.training.change { $0.step += 1 }
            _ = session.loop.turn()
        }
        #expect((20...31).contains(session.terminal.frames))
    }

    @Test func `input is shown sooner than status changes`() {
        let session = Session()
        session.turn(3)
        let frames = session.terminal.frames
        for i in 0..<1000 {
            session.now += 0.001
            session.terminal.pending.append(.key(i % 2 == 0 ? .left : .right))
            _ = session.loop.turn()
        }
        #expect((50...61).contains(session.terminal.frames - frames))
    }

    @Test func `the loop sleeps longer the less there is to see`() {
        let session = Session()
        session.turn(3)
        #expect(session.terminal.waits.last == Spinner.period)
        session.training.change { $0.phase = .paused }
        session.turn(3)
        #expect(session.terminal.waits.last == 0.25)
        session.training.change { $0.phase = .finished }
        session.turn(3)
        #expect(session.terminal.waits.last == 0.5)
    }

    @Test func `keys send requests to the training`() {
        let session = Session()
        session.turn(2)
        session.press(.character(" "))
        session.press(.character("s"))
        session.press(.character("n"))
        #expect(session.training.requests == [.pause, .checkpoint, .sample])
    }

    @Test func `quitting asks, stops, waits for the checkpoint and ends`() {
        let session = Session()
        session.turn(2)
        session.press(.character("q"))
        #expect(session.terminal.text.contains("stop training and quit?"))
        session.press(.character("y"))
        #expect(session.training.requests == [.stop])
        session.training.change { $0.phase = .stopping }
        #expect(session.turn(15))
        #expect(session.terminal.text.contains("writing checkpoint"))
        session.training.change { $0.phase = .finished }
        #expect(!session.turn(2))
    }

    @Test func `a terminal that is gone stops the training`() {
        let session = Session()
        session.turn(2)
        session.terminal.leaves = true
        #expect(!session.turn())
        #expect(session.training.requests == [.stop])
    }

    @Test func `a new size is drawn at once`() {
        let session = Session()
        session.turn(2)
        session.terminal.size = Size(width: 50, height: 10)
        session.turn(2)
        #expect(session.terminal.text.contains("terminal too small (60x16 needed"))
        #expect(session.terminal.text.contains("50x10"))
        session.terminal.size = Size(width: 120, height: 40)
        session.turn(2)
        #expect(session.terminal.screen?.size == Size(width: 120, height: 40))
    }

    @Test func `mouse, suspend and redraw go to the terminal`() {
        let session = Session()
        session.turn(2)
        session.press(.character("M"))
        #expect(session.terminal.mouse == false)
        session.press(.control("z"))
        #expect(session.terminal.suspensions == 1)
        session.press(.control("l"))
        #expect(session.terminal.screen != nil)
    }
}
