import Foundation
import Raster
import Render
import Studio
import Testing

/// The loop of `tessera paint`.
@Suite @MainActor struct MaskLoopTests {
    private let folder = NSTemporaryDirectory() + "tessera-loop-\(UUID().uuidString)"
    private var photo: String { folder + "/a b.png" }

    private func loop(_ terminal: TestTerminal, isPainted: Bool) -> MaskLoop {
        let image = Bitmap(width: 8, height: 8, channels: 1, filledWith: 9)
        var editor = MaskEditor(image: image)
        if isPainted { editor.coverAll() }
        let files = ImageFiles.beside(photo)
        return MaskLoop(
            screen: MaskScreen(editor: editor, pyramid: ImagePyramid(image), name: "a b.png", size: terminal.size),
            terminal: terminal, files: files, out: files.mask, clock: { 0 })
    }

    @Test func `a signal keeps an unsaved mask, and the line says where`() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let terminal = TestTerminal(width: 80, height: 24)
        terminal.endSignal = 1
        var loop = loop(terminal, isPainted: true)
        let said = loop.run(), path = ImageFiles.beside(photo).autosave
        let line = try #require(said)
        #expect(line.contains("kept as \(path)") && line.contains("tessera paint '\(photo)'"))
        #expect(FileState(path) == .file)
    }

    @Test func `nothing is said where nothing was painted`() {
        let terminal = TestTerminal(width: 80, height: 24)
        terminal.endSignal = 15
        var loop = loop(terminal, isPainted: false)
        #expect(loop.run() == nil)
    }
}
