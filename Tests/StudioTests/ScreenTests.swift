import Foundation
import Jobs
import Raster
import Render
import Runs
import Studio
import Testing

/// Whole screens as drawn text. TESSERA_RECORD=1 records the expected screens and fails the run, so that
/// nobody records by accident.
@Suite struct ScreenTests {
    private func model(_ width: Int, _ height: Int, _ status: TrainingStatus = .example()) -> AppModel {
        var model = AppModel(size: Size(width: width, height: height))
        model.shared.isOpen = true
        model.shared.status = status
        return model
    }

    private func drawn(_ model: AppModel) -> CellGrid {
        var images = ImageCache()
        return AppView.draw(model, &images)
    }

    private static let overlays: [Overlay] = [
        .none, .help(top: 0), .events(top: nil), .messages(top: nil), .settings(Adjustment()), .question(.stopping),
        .quitting,
        .commandLine(CommandLineState()), .palette(CommandPalette()), .themes(before: 0),
    ]

    /// A run in which two settings were changed, with the panel open and a value half typed.
    private func adjusted(_ width: Int, _ height: Int) -> AppModel {
        var status = TrainingStatus.example()
        status.changes = [
            SettingChange(step: 1000, name: "generator.learning_rate", value: 1e-4),
            SettingChange(step: 3000, name: "discriminator.learning_rate", value: 5e-5, author: .diagnostics),
        ]
        var model = model(width, height, status)
        model.overlay = .settings(Adjustment())
        for key in [Key.down, .character("3"), .character("e"), .character("-"), .character("4")] {
            _ = update(&model, .input(.key(key)))
        }
        return model
    }

    /// The screens in `ExpectedScreens.swift`.
    private func screens() -> [(name: String, grid: CellGrid)] {
        let sizes = [(80, 24), (120, 40), (60, 16), (70, 60)]
        let plain = sizes.map { (name: "\($0.0)x\($0.1)", grid: drawn(model($0.0, $0.1))) }
        var ascii = AppModel(size: Size(width: 80, height: 24), ascii: true)
        ascii.shared.status = .example()
        return plain + [("80x24 in ASCII", drawn(ascii)), ("80x24 adjusting", drawn(adjusted(80, 24)))]
    }

    @Test func `the training screen is as recorded`() throws {
        if ProcessInfo.processInfo.environment["TESSERA_RECORD"] != nil { return try record() }
        for (name, grid) in screens() {
            let now = grid.text.split(separator: "\n", omittingEmptySubsequences: false)
            let then = (ExpectedScreens.all[name] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            #expect(now.count == then.count, "\(name)")
            for (row, (now, then)) in zip(now, then).enumerated() where now != then {
                Issue.record("\(name), row \(row):\n  is   \(now)\n  was  \(then)")
            }
        }
    }

    private func record() throws {
        let entries = screens().map { name, grid in
            "        \"\(name)\": \"\"\"\n"
                + grid.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : "            " + $0.replacing("\\", with: "\\\\") }.joined(separator: "\n")
                + "\n            \"\"\""
        }
        let text = """
            /// Written by `ScreenTests` when TESSERA_RECORD is set; not by hand.
            enum ExpectedScreens {
                static let all: [String: String] = [
            \(entries.joined(separator: ",\n")),
                ]
            }

            """
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("ExpectedScreens.swift")
        try Data(text.utf8).write(to: file, options: .atomic)
        Issue.record("recorded; look at ExpectedScreens.swift, and run again without TESSERA_RECORD")
    }

    @Test func `in ASCII mode all characters are ASCII`() {
        var status = TrainingStatus.example()
        status.log("päused · 犬")
        for overlay in Self.overlays {
            var ascii = AppModel(size: Size(width: 80, height: 24), ascii: true)
            (ascii.shared.status, ascii.overlay) = (status, overlay)
            let isPlain = drawn(ascii).text.unicodeScalars.allSatisfy(\.isASCII)
            #expect(isPlain, "\(overlay)")
        }
    }

    @Test func `a failed run reports why and how to quit`() throws {
        let line = "runs/fashion-01/checkpoints: no space left on device; free 40 MB, then `tessera train --resume`"
        let text = drawn(model(80, 24, .example(phase: .failed(UserMessage(line))))).text
        #expect(text.contains("no space left on device"))
        #expect(text.contains("press q to quit"))
    }

    @Test func `a finished run shows its steps and time`() {
        var status = TrainingStatus.example(phase: .finished)
        (status.step, status.seconds) = (10_000, 171)
        #expect(drawn(model(80, 24, status)).text.contains("done: 10,000 steps in 2:51"))
    }

    @Test func `figures are formatted`() {
        let text = drawn(model(100, 30)).text
        for words in [
            "4,210 / 10,000", "42.1 %", "59.3 steps/s", "43.1 GFLOP/s", "312 MB memory", "1:11 elapsed",
            "ETA 1:38", "D loss 0.5868", "G loss 1.1735", "step 4,200", "4,210  checkpoint written",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `samples are shown in their colours and proportions`() {
        let grid = drawn(model(80, 24))
        func count(_ color: Color) -> (columns: Int, rows: Int) {
            var columns: Set<Int> = [], rows: Set<Int> = []
            for y in 0..<grid.height {
                for x in 0..<grid.width where grid[x, y].background == color { columns.insert(x); rows.insert(y) }
            }
            return (columns.count, rows.count)
        }
        for color in [Color(255, 0, 0), Color(0, 255, 0), Color(0, 0, 255)] {
            let (columns, rows) = count(color)
            #expect(columns == 2 * rows && columns % 8 == 0 && columns > 0, "\(columns)x\(rows)")
        }
    }

    @Test func `every size draws without a crash`() {
        for width in stride(from: 1, through: 200, by: 13) {
            for height in stride(from: 1, through: 70, by: 7) {
                for overlay in Self.overlays {
                    var model = model(width, height)
                    model.overlay = overlay
                    #expect(drawn(model).size == model.shared.size)
                }
            }
        }
    }

    @Test func `non-finite values do not crash`() {
        var status = TrainingStatus.example()
        status.curves["loss/generator"]?.append(.nan, step: 4220)
        status.curves["loss/discriminator"]?.append(.infinity, step: 4220)
        (status.stepsPerSecond, status.gigaflopsPerSecond, status.seconds) = (.nan, .infinity, .nan)
        status.secondsRemaining = .infinity
        (status.steps, status.memory) = (0, .max)
        status.run = String(repeating: "long", count: 50) + "\u{1B}[2J"
        let text = drawn(model(80, 24, status)).text
        #expect(text.contains("G loss nan"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test func `the image is averaged once while only numbers change`() {
        var model = model(80, 24), images = ImageCache()
        let first = AppView.draw(model, &images)
        model.shared.status.step += 1
        let again = AppView.draw(model, &images), fresh = drawn(model)
        #expect(again == fresh)
        #expect(again.changes(since: first).reduce(0) { $0 + $1.count } < 20)
    }

    @Test func `tiles have whole pixels, and as many as fit are shown`() {
        let eight = (columns: 8, rows: 8), tile = (width: 28, height: 28)
        let best = TileLayout.best(grid: eight, tile: tile, width: 36, height: 34, zoom: 0)
        #expect([best?.columns, best?.rows, best?.tileWidth, best?.tileHeight] == [2, 2, 16, 16])
        for layout in TileLayout.all(grid: eight, tile: tile, width: 120, height: 90) {
            #expect(layout.tileWidth == layout.tileHeight)
            #expect(layout.cellWidth <= 120 && layout.cellHeight * 2 <= 90)
            #expect(layout.tileWidth <= 28 || layout.tileWidth % 28 == 0)
        }
        #expect(TileLayout.best(grid: eight, tile: tile, width: 36, height: 30, zoom: 99)?.columns == 1)
        #expect(TileLayout.best(grid: eight, tile: tile, width: 36, height: 30, zoom: -99)?.columns == 8)
        #expect(TileLayout.best(grid: eight, tile: tile, width: 1, height: 1, zoom: 0) == nil)
    }
}
