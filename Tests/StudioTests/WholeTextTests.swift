import Foundation
import Raster
import Render
import Studio
import Testing

/// Nothing is cut off: sentences wrap, grow or scroll; only names, paths and tags are shortened, in the middle.
@Suite struct WholeTextTests {
    static let sizes = [Size(width: 80, height: 24), Size(width: 100, height: 30), Size(width: 200, height: 60)]

    private func drawn(_ model: AppModel) -> CellGrid {
        var images = ImageCache()
        return AppView.draw(model, &images)
    }

    /// The words of a screen in reading order, without the lines of its boxes.
    private func words(_ grid: CellGrid) -> String {
        grid.text.split { $0.isWhitespace || "│|┃".contains($0) }.joined(separator: " ")
    }

    /// A model of `LongContent` with its screen.
    private struct Frame {
        var context: KeyContext
        var name: String
        var model: AppModel
        var grid: CellGrid
    }

    /// Every context at every size, in UTF-8 and ASCII; drawn once for all tests.
    private static let frames = Result {
        try KeyContext.allCases.flatMap { context in
            try sizes.flatMap { size in
                try [false, true].flatMap { ascii in
                    try LongContent.models(context, size, ascii: ascii).map { name, model in
                        var images = ImageCache()
                        return Frame(context: context, name: name, model: model, grid: AppView.draw(model, &images))
                    }
                }
            }
        }
    }

    @Test func `no screen and no box shortens a sentence`() throws {
        let frames = try Self.frames.get()
        #expect(Set(frames.map(\.context)) == Set(KeyContext.allCases))
        var reported: Set<DrawingRecord.Text> = []
        for frame in frames {
            for text in frame.grid.record.shortened where reported.insert(text).inserted {
                let size = frame.grid.size
                Issue.record(
                    "\(frame.context) (\(frame.name)) at \(size.width)x\(size.height): \(text.source) shortens \(text.text)"
                )
            }
        }
    }

    @Test func `every file that draws a box is drawn by the test above`() throws {
        var drawn = try Self.frames.get().reduce(into: Set()) { $0.formUnion($1.grid.record.boxes) }
        var screen = MaskScreenTests.screen(Size(width: 80, height: 24))
        _ = screen.handle(.key(.character("?")))
        drawn.formUnion(screen.draw().record.boxes)
        let files = try SourceFiles.read("Studio/").files.filter { $0.code.contains("Panel(theme") }
        #expect(files.count > 20)
        for file in files {
            let name = file.path.split(separator: "/").last.map(String.init) ?? ""
            #expect(drawn.contains("Studio/" + name), "\(file.path) draws a box that LongContent does not show")
        }
    }

    @Test func `hints that are left out are announced by help`() throws {
        for frame in try Self.frames.get() where !frame.model.shared.ascii && frame.context != .commandLine {
            // A notice stands in their place for some seconds.
            guard frame.model.shared.notice == nil else { continue }
            let hints = HintBar.bindings(frame.model).filter(\.isHint), size = frame.grid.size
            let line = frame.grid.text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
            let isAll = hints.allSatisfy { line.contains($0.keys[0].label + " ") }
            #expect(
                isAll || size.width < 80 || line.contains("? help: more"),
                "\(frame.context) (\(frame.name)) at \(size.width): \(line)")
        }
    }

    @Test func `questions of every kind are whole, with their answers, or scroll`() {
        #expect(Set(LongContent.questions.map { LongContent.kind($0.action) }).count == LongContent.kinds)
        for size in Self.sizes + [AppView.smallest] {
            for question in LongContent.questions {
                var model = AppModel(size: size)
                model.overlay = .question(question)
                var seen = words(drawn(model))
                for _ in 0..<20 {
                    _ = update(&model, .input(.key(.down)))
                    seen += " " + words(drawn(model))
                }
                for end in [question.text, question.detail, question.yes, question.no].compactMap({
                    $0.split(separator: " ").last.map { String($0.suffix(20)) }
                }) {
                    #expect(seen.contains(end), "\(question.action) at \(size.width)x\(size.height): \(end)")
                }
            }
        }
    }

    @Test(arguments: sizes) func `events, reasons and toasts are shown to their last word`(size: Size) throws {
        let models = try LongContent.models(.training, size, ascii: false)
        for (name, end) in [
            ("running", "second."), ("toasts", "toast 2."), ("unknown", "unknown."), ("failed", "failed."),
            ("preparing", "prepared."),
        ] {
            let model = try #require(models.first { $0.name.hasPrefix(name) }?.model)
            #expect(words(drawn(model)).contains(end), "\(name)")
        }
        var messages = try #require(try LongContent.models(.messages, size, ascii: false).first?.model)
        var seen = words(drawn(messages))
        for _ in 0..<30 {
            _ = update(&messages, .input(.key(.up)))
            seen += words(drawn(messages))
        }
        for i in 0..<9 { #expect(seen.contains("earlier; \(i)"), "message \(i)") }
    }

    @Test func `names are shortened in the middle, in ASCII with a mark of their own`() throws {
        let (_, model) = try #require(
            try LongContent.models(.runs, Size(width: 80, height: 24), ascii: true).first { $0.name == "runs" })
        let line = try #require(drawn(model).text.split(separator: "\n").first { $0.contains("portraits") })
        #expect(line.contains("~") && !line.contains("portraits."))
    }

    @Test func `a shortened name can be seen whole`() throws {
        for context in [KeyContext.runs, .repair, .watch, .training, .paint] {
            var model = try #require(
                try LongContent.models(context, Size(width: 80, height: 24), ascii: false).last?.model)
            _ = update(&model, .input(.key(.character("y"))))
            #expect(model.shared.notice?.text.contains(LongContent.name) == true, "\(context)")
            #expect(drawn(model).record.shortened.isEmpty, "\(context)")
        }
    }

    @Test func `a text that does not fit is noted, a name is not`() {
        var grid = CellGrid(Size(width: 10, height: 1), filledWith: Theme.mosaic.blank(.background))
        grid.put("a short one", x: 0, y: 0, Theme.mosaic.style(.text))
        #expect(grid.record.shortened.map(\.text) == ["a short one"] && grid.text == "a short o…")
        grid = CellGrid(Size(width: 10, height: 1), filledWith: Theme.mosaic.blank(.background))
        grid.put(name: "name-of-a-run", x: 0, y: 0, Theme.mosaic.style(.text))
        #expect(grid.record.shortened.isEmpty && grid.text == "name…a-run")
    }

    @Test func `paint's keys go on over pages, and its lines are whole`() {
        for size in Self.sizes {
            var screen = MaskScreenTests.screen(size)
            screen.notify(LongContent.sentence("noticed."))
            #expect(words(screen.draw()).contains("noticed."))
            _ = screen.handle(.key(.character("?")))
            var seen = "", pages = 0
            while true {
                let grid = screen.draw()
                guard grid.text.contains("any key") else { break }
                #expect(grid.record.shortened.isEmpty)
                (seen, pages) = (seen + words(grid), pages + 1)
                _ = screen.handle(.key(.enter))
            }
            #expect(pages < 9)
            for binding in MaskKeys.bindings {
                let end = binding.description.split(separator: " ").last ?? ""
                #expect(seen.contains(binding.name) && seen.contains(end), "\(binding.name)")
            }
        }
    }
}

enum MaskScreenTests {
    /// The screen of `tessera paint` over an image with a long name.
    static func screen(_ size: Size) -> MaskScreen {
        let image = Bitmap(width: 16, height: 16, channels: 1, filledWith: 9)
        return MaskScreen(
            editor: MaskEditor(image: image), pyramid: ImagePyramid(image), name: LongContent.name + ".png", size: size)
    }
}
