import Jobs
import Raster
import Render
import Studio
import Testing

/// Clicks hit what is drawn: layouts are shared by update and view.
@Suite struct LayoutTests {
    static let sizes = [
        Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 140, height: 40),
        Size(width: 200, height: 60),
    ]

    private func lines(_ model: AppModel) -> [[Character]] {
        var images = ImageCache()
        return AppView.draw(model, &images).text.split(separator: "\n", omittingEmptySubsequences: false).map(
            Array.init)
    }

    /// Where `text` is drawn, at `column` or anywhere; nil for nowhere.
    private func position(_ text: String, _ model: AppModel, column: Int? = nil) -> (x: Int, y: Int)? {
        for (y, line) in lines(model).enumerated() {
            if let x = line.firstRange(of: Array(text))?.lowerBound, column == nil || x == column { return (x, y) }
        }
        return nil
    }

    private func click(_ position: (x: Int, y: Int), _ model: inout AppModel) -> [Effect] {
        update(&model, .input(.mouse(MouseEvent(.press, x: position.x, y: position.y))))
    }

    private func model(_ size: Size, _ context: KeyContext) throws -> AppModel {
        var model = AppModel(size: size)
        model.shared.isIdle = true
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == context })
        return model
    }

    @Test(arguments: sizes) func `a click on a run selects it, a second click opens it`(size: Size) throws {
        var model = try model(size, .runs)
        let runs = (10..<60).map { RunSummary(path: "runs/run\($0)", name: "run\($0)", state: .stopped(isDone: true)) }
        _ = update(&model, .taskResult(.runs(runs)))
        var hits = 0
        for row in [0, 3, 30, 49] {
            model.runs.row = row
            for name in runs.map(\.name) {
                // The title of the curves has the name of the selected run too.
                guard let position = position(name, model, column: 4) else { continue }
                var clicked = model
                _ = click(position, &clicked)
                hits += 1
                if name == runs[row].name {
                    #expect(clicked.tab.contexts[0] == .training)
                } else {
                    #expect(clicked.runs.selectedRun(clicked.shared)?.name == name)
                }
            }
        }
        #expect(hits > 8)
    }

    @Test(arguments: sizes) func `a click on a file selects it`(size: Size) throws {
        var model = try model(size, .repair)
        let files = (10..<60).map { ImageEntry("file\($0).png", size: 1) }
        _ = update(&model, .taskResult(.repair(.files(folder: ".", files))))
        model.repair.row = 25
        var hits = 0
        for file in files where file != files[25] {
            guard let position = position(file.name, model, column: 2) else { continue }
            var clicked = model
            _ = click(position, &clicked)
            #expect(clicked.repair.selectedFile(clicked.shared) == file)
            hits += 1
        }
        #expect(hits > 4)
    }

    @Test(arguments: sizes) func `a click on a sample's number selects it`(size: Size) throws {
        var model = try model(size, .samples)
        model.shared.status.folder = "runs/m"
        _ = update(&model, .time(1))
        let image = Bitmap(width: 16, height: 16, channels: 1, filledWith: 0)
        let sheet = SampleSheet(
            preset: "dcgan", step: 1, images: [Bitmap](repeating: image, count: 60),
            latents: (0..<60).map(Float.init), latentDim: 1)
        (model.samples.sheets, model.samples.selected) = ([sheet], 20)
        var hits = 0
        for number in 10...60 where number != 21 {
            guard let position = position(" \(number) ", model) else { continue }
            var clicked = model
            _ = click((position.x + 1, position.y), &clicked)
            #expect(clicked.samples.selected == number - 1)
            hits += 1
        }
        #expect(hits > 1)
    }
}
