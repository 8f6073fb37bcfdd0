import Jobs
import Raster
import Render
import Studio
import Testing

/// The strip of past samples below the curves.
@Suite struct SampleHistoryTests {
    private func model(_ width: Int, _ height: Int) -> AppModel {
        var model = AppModel(size: Size(width: width, height: height))
        model.shared.isOpen = true
        var status = TrainingStatus.example()
        status.folder = "runs/one"
        _ = update(&model, .status(status))
        return model
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    private static let tile = Bitmap(width: 8, height: 8, channels: 3, filledWith: 200)

    /// Answers the requests of the strip, as a run with a grid every 250 steps does.
    private func answer(_ effects: [Effect], _ model: inout AppModel) -> [Effect] {
        effects.flatMap { effect -> [Effect] in
            guard case .backgroundTask(.history(let run, let steps, let tile)) = effect else { return [effect] }
            let frames = Dictionary(uniqueKeysWithValues: steps.map { ($0, Self.tile) })
            let more = update(
                &model,
                .taskResult(
                    .history(run: run, steps: Array(stride(from: 0, through: 4000, by: 250)), tile: tile, frames)))
            return answer(more, &model)
        }
    }

    @Test func `it lists the grids, then loads the visible ones, then nothing`() {
        var model = model(160, 50)
        let first = update(&model, .time(1))
        #expect(first == [.backgroundTask(.history(run: "runs/one", steps: [], tile: 0))])
        #expect(update(&model, .time(1.1)) == [])
        let then = update(&model, .taskResult(.history(run: "runs/one", steps: [0, 2000, 4000], tile: 0, [:])))
        #expect(then == [.backgroundTask(.history(run: "runs/one", steps: [0, 2000, 4000], tile: 0))])
        #expect(answer(then, &model) == [])
        #expect(update(&model, .time(2)) == [])
        #expect(text(model).contains("history of sample 1"))
        // A new grid is listed.
        var status = model.shared.status
        status.samples = .init(step: 4250, grid: TrainingStatus.tiles(), columns: 2, rows: 2)
        _ = update(&model, .status(status))
        #expect(update(&model, .time(3)) == [.backgroundTask(.history(run: "runs/one", steps: [], tile: 0))])
    }

    @Test func `the cursor marks its frame, and a click on a frame moves the cursor`() {
        var model = model(160, 50)
        _ = answer(update(&model, .time(1)), &model)
        let asked = update(&model, .input(.key(.character("["))))
        #expect(asked.contains(.backgroundTask(.grid(run: "runs/one", step: 4000))))
        #expect(model.training.curves.cursor == 4000)
        #expect(text(model).contains("▲4k"))
        #expect(text(model).contains("17/17"))
        _ = update(&model, .input(.key(.character("["))))
        #expect(model.training.curves.cursor == 3750)
        let lines = text(model).split(separator: "\n", omittingEmptySubsequences: false)
        let y = lines.firstIndex { $0.contains("history of sample") } ?? 0
        _ = update(&model, .input(.mouse(.init(.press, x: 12, y: y + 2))))
        #expect((0..<750).contains(model.training.curves.cursor ?? -1))
    }

    @Test func `it shows another sample, by key`() {
        var model = model(160, 50)
        _ = answer(update(&model, .time(1)), &model)
        let next = update(&model, .input(.key(.character("}"))))
        guard case .backgroundTask(.history(_, let steps, tile: 1))? = next.first else {
            Issue.record("\(next)"); return
        }
        #expect(!steps.isEmpty)
        // Late images of the previous sample are dropped.
        _ = update(&model, .taskResult(.history(run: "runs/one", steps: [0, 250], tile: 0, [0: Self.tile])))
        #expect(model.training.history.strip[0] == nil)
        #expect(text(model).contains("history of sample 2"))
    }

    @Test func `a low screen shows it with the cursor, and f hides it`() {
        var low = model(80, 24)
        #expect(update(&low, .time(1)) == [])
        #expect(!text(low).contains("history of"))
        _ = update(&low, .input(.key(.left)))
        #expect(text(low).contains("history of"))
        _ = update(&low, .input(.key(.escape)))
        #expect(!text(low).contains("history of"))
        var high = model(160, 50)
        #expect(text(high).contains("history of"))
        _ = update(&high, .input(.key(.character("H"))))
        #expect(!text(high).contains("history of"))
    }

    @Test func `a grid that cannot be read leaves its frame empty, and is not loaded again`() {
        var model = model(160, 50)
        _ = update(&model, .time(1))
        let asked = update(&model, .taskResult(.history(run: "runs/one", steps: [0, 4000], tile: 0, [:])))
        #expect(asked == [.backgroundTask(.history(run: "runs/one", steps: [0, 4000], tile: 0))])
        let nothing = Bitmap(width: 0, height: 0, channels: 1, pixels: [])
        #expect(
            update(
                &model,
                .taskResult(.history(run: "runs/one", steps: [0, 4000], tile: 0, [0: nothing, 4000: Self.tile]))) == [])
        #expect(update(&model, .time(2)) == [])
        #expect(text(model).contains("·"))
    }
}
