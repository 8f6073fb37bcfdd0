import Foundation
import Raster
import Testing

/// The mask editor in a real terminal: what is painted there ends up in the file.
@Suite(.serialized, .enabled(if: TestedProgram.missing.isEmpty, "\(TestedProgram.missing)"))
struct PaintTerminalTests {
    /// Opens a shell in tmux, and the editor on a grey image of 64x32 pixels in it, at 1:1 in 64x16 cells amid 80x22.
    private func session(_ body: (_ terminal: Tmux, _ folder: String) throws -> Void) throws {
        let terminal = try Tmux(
            inShell: true, program: ["paint", "photo.png"],
            prepare: { home in
                try PNG.write(Bitmap(width: 64, height: 32, channels: 1, filledWith: 120), to: home.path + "/photo.png")
            })
        defer { terminal.close() }
        try terminal.wait("the editor") { terminal.text.contains("photo.png  brush") }
        try body(terminal, terminal.home.path)
    }

    private func mask(_ folder: String) throws -> Bitmap { try ImageFile.read(folder + "/photo.mask.png").bitmap }

    @Test func `a stroke of the mouse is in the saved PNG, and on the screen`() throws {
        try session { terminal, folder in
            try terminal.keys("\\", "[", "[", "[", "[", "[", "[", "[", "[", "[", "[", "[", "[", "[", "[", "[")
            try terminal.wait("a brush of one pixel") { terminal.text.contains("brush 1 ") }
            // The image stands in the middle: eight columns from the left, three lines down.
            try terminal.drag([(18, 7), (38, 7)])
            try terminal.wait("the stroke") { terminal.text.contains("in 21x1 at 10,8") }
            #expect(terminal.colored.contains("48;2;178;75;80") || terminal.colored.contains("38;2;178;75;80"))
            try terminal.keys("s")
            try terminal.wait("saved") { terminal.text.contains("saved photo.mask.png") }
            let saved = try mask(folder)
            for y in 0..<32 {
                for x in 0..<64 {
                    #expect(saved[x, y, 0] == (y == 8 && (10...30).contains(x) ? 255 : 0), "(\(x), \(y))")
                }
            }
            try terminal.keys("q")
            try terminal.wait("the shell") { terminal.flag("alternate_on") == "0" }
        }
    }

    @Test func `the keyboard alone paints, undoes and saves`() throws {
        try session { terminal, folder in
            try terminal.keys("r", "Enter", "Right", "Right", "Down", "Enter")
            try terminal.wait("the rectangle") { terminal.text.contains("in 3x2 at 32,16") }
            try terminal.keys("!", "u", "s")
            try terminal.wait("saved") { terminal.text.contains("saved photo.mask.png") }
            let saved = try mask(folder)
            #expect(saved.pixels.count { $0 == 255 } == 6 && saved[34, 17, 0] == 255)
        }
    }

    @Test func `an unsaved mask is autosaved after a warning, and recovered`() throws {
        try session { terminal, folder in
            try terminal.keys("C-a", "q")
            try terminal.wait("the question") { terminal.text.contains("quit without saving? y quits") }
            // Another key stays, and the next q asks again.
            try terminal.keys("n", "q")
            try terminal.wait("the question") { terminal.text.contains("quit without saving? y quits") }
            try terminal.keys("y")
            try terminal.wait("the shell") { terminal.flag("alternate_on") == "0" }
            #expect(FileManager.default.fileExists(atPath: folder + "/photo.mask.png~"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/photo.mask.png"))
            try terminal.keys("'\(TestedProgram.path)' paint photo.png", "Enter")
            try terminal.wait("the recovered mask") { terminal.text.contains("recovered") }
        }
    }
}
