import Engine
import Raster
import Render
import Studio
import Testing

/// The strip of past samples below the curves.
@Suite struct FilmTests {
    private func model(_ width: Int, _ height: Int) -> Model {
        var model = Model(size: Size(width: width, height: height))
        model.isOpen = true
        var status = TrainingStatus.example()
        status.folder = "runs/one"
        _ = update(&model, .status(status))
        return model
    }

    private func text(_ model: Model) -> String {
        var pictures = PictureMemo()
        return Screen.draw(model, model.size, model.theme, &pictures).text
    }

    private static let tile = Bitmap(width: 8, height: 8, channels: 3, filledWith: 200)

    /// Answers whatever the strip asks for, as a run with a grid every 250 steps does.
    private func answer(_ effects: [Effect], _ model: inout Model) -> [Effect] {
        effects.flatMap { effect -> [Effect] in
            guard case .errand(.frames(let run, let steps, let tile)) = effect else { return [effect] }
            let frames = Dictionary(uniqueKeysWithValues: steps.map { ($0, Self.tile) })
            let more = update(&model, .errand(.frames(run: run, steps: Array(stride(from: 0, through: 4000, by: 250)), tile: tile, frames)))
            return answer(more, &model)
        }
    }

    @Test func `it asks which grids there are, then for those it shows, then for nothing`() {
        var model = model(160, 50)
        let first = update(&model, .time(1))
        #expect(first == [.errand(.frames(run: "runs/one", steps: [], tile: 0))])
        #expect(update(&model, .time(1.1)) == [])
        let then = update(&model, .errand(.frames(run: "runs/one", steps: [0, 2000, 4000], tile: 0, [:])))
        #expect(then == [.errand(.frames(run: "runs/one", steps: [0, 2000, 4000], tile: 0))])
        #expect(answer(then, &model) == [])
        #expect(update(&model, .time(2)) == [])
        #expect(text(model).contains("film of sample 1"))
        // A new grid, and it looks again.
        var status = model.status
        status.samples = .init(step: 4250, grid: TrainingStatus.tiles(), columns: 2, rows: 2)
        _ = update(&model, .status(status))
        #expect(update(&model, .time(3)) == [.errand(.frames(run: "runs/one", steps: [], tile: 0))])
    }

    @Test func `the cursor marks its frame, and a frame under a click takes the cursor`() {
        var model = model(160, 50)
        _ = answer(update(&model, .time(1)), &model)
        let asked = update(&model, .input(.key(.character("["))))
        #expect(asked.contains(.errand(.grid(run: "runs/one", step: 4000))))
        #expect(model.curves.cursor == 4000)
        #expect(text(model).contains("▲4k"))
        #expect(text(model).contains("17/17"))
        _ = update(&model, .input(.key(.character("["))))
        #expect(model.curves.cursor == 3750)
        let lines = text(model).split(separator: "\n", omittingEmptySubsequences: false)
        let y = lines.firstIndex { $0.contains("film of sample") } ?? 0
        _ = update(&model, .input(.mouse(.init(.press, x: 12, y: y + 2))))
        #expect((0..<750).contains(model.curves.cursor ?? -1))
    }

    @Test func `it follows another sample, by key and by a click on it`() {
        var model = model(160, 50)
        _ = answer(update(&model, .time(1)), &model)
        let next = update(&model, .input(.key(.character("}"))))
        guard case .errand(.frames(_, let steps, tile: 1))? = next.first else { Issue.record("\(next)"); return }
        #expect(!steps.isEmpty)
        // What comes late for the sample before is not shown.
        _ = update(&model, .errand(.frames(run: "runs/one", steps: [0, 250], tile: 0, [0: Self.tile])))
        #expect(model.film.frames[0] == nil)
        #expect(text(model).contains("film of sample 2"))
    }

    @Test func `a low screen has it while the cursor is out, and f takes it away`() {
        var low = model(80, 24)
        #expect(update(&low, .time(1)) == [])
        #expect(!text(low).contains("film of"))
        _ = update(&low, .input(.key(.left)))
        #expect(text(low).contains("film of"))
        _ = update(&low, .input(.key(.escape)))
        #expect(!text(low).contains("film of"))
        var high = model(160, 50)
        #expect(text(high).contains("film of"))
        _ = update(&high, .input(.key(.character("f"))))
        #expect(!text(high).contains("film of"))
    }

    @Test func `a grid that cannot be read leaves its place empty, and is not asked for again`() {
        var model = model(160, 50)
        _ = update(&model, .time(1))
        let asked = update(&model, .errand(.frames(run: "runs/one", steps: [0, 4000], tile: 0, [:])))
        #expect(asked == [.errand(.frames(run: "runs/one", steps: [0, 4000], tile: 0))])
        let nothing = Bitmap(width: 0, height: 0, channels: 1, pixels: [])
        #expect(update(&model, .errand(.frames(run: "runs/one", steps: [0, 4000], tile: 0, [0: nothing, 4000: Self.tile]))) == [])
        #expect(update(&model, .time(2)) == [])
        #expect(text(model).contains("·"))
    }
}
