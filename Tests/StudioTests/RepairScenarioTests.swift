import Foundation
import Raster
import Repair
import Testing

/// The repair screen in a real terminal: an image is opened, painted on, repaired and saved.
@Suite(.serialized, .enabled(if: TestedProgram.missing.isEmpty, "\(TestedProgram.missing)"))
struct RepairScenarioTests {
    /// A ramp with a black spot of 5x3 pixels at 30,10.
    private static let damaged: Bitmap = {
        var image = Bitmap(width: 64, height: 32, channels: 1, pixels: (0..<64 * 32).map { UInt8(60 + 2 * ($0 % 64)) })
        for y in 10..<13 { for x in 30..<35 { image[x, y, 0] = 0 } }
        return image
    }()

    /// Opens the studio on its repair screen, over a folder with a damaged image and another file.
    private func session(_ body: (_ terminal: Tmux, _ folder: String) throws -> Void) throws {
        let terminal = try Tmux(program: ["studio", "--browse"]) { home in
            try PNG.write(Self.damaged, to: home.path + "/photo.png")
            try Data("no image".utf8).write(to: home.appendingPathComponent("notes.txt"))
        }
        defer { terminal.close() }
        try terminal.wait("the screen") { terminal.flag("alternate_on") == "1" && terminal.text.contains("4 Repair") }
        try terminal.keys("4")
        try terminal.wait("the files") { terminal.text.contains("photo.png") }
        #expect(!terminal.text.contains("notes.txt"))
        try body(terminal, terminal.home.path)
    }

    /// The spot follows the ramp again; everything else is as it was.
    private func expectRepaired(_ path: String) throws {
        let contents = try ImageFile.read(path)
        for y in 0..<32 {
            for x in 0..<64 {
                let value = Int(contents.bitmap[x, y, 0]), isSpot = (30..<35).contains(x) && (10..<13).contains(y)
                if isSpot {
                    #expect(abs(value - 60 - 2 * x) <= 3, "\(value) at \(x),\(y)")
                } else {
                    #expect(value == 60 + 2 * x, "\(value) at \(x),\(y)")
                }
            }
        }
        #expect(contents.text.contains { $0.key == "tessera.repair.method" && $0.value == "laplace" })
        #expect(contents.text.contains { $0.key == "tessera.repair.damaged" && $0.value == "15 of 2048 pixels" })
    }

    @Test func `the keyboard alone opens, paints, repairs, compares and saves`() throws {
        try session { terminal, folder in
            try terminal.keys("/", "p", "h", "o", "Enter")
            try terminal.wait("the filter") { terminal.text.contains("/pho") && !terminal.text.contains("../") }
            try terminal.keys("Enter")
            try terminal.wait("the editor") { terminal.text.contains("photo.png  brush 16  pixel 32,16") }
            // From 32,16 to the spot's corner at 30,10, and a rectangle over it.
            try terminal.keys(
                "Left", "Left", "Up", "Up", "Up", "Up", "Up", "Up", "r", "Enter", "Right", "Right", "Right", "Right",
                "Down", "Down", "Enter")
            try terminal.wait("the rectangle") { terminal.text.contains("in 5x3 at 30,10") }
            try terminal.keys("n", "R")
            try terminal.wait("the report") {
                terminal.text.contains("by laplace in") && terminal.text.contains("known pixels identical")
            }
            try terminal.keys("w")
            try terminal.wait("the wipe") { terminal.text.contains(" before ") }
            try terminal.keys("s")
            try terminal.wait("the file") { terminal.text.contains("saved photo.repaired.png") }
            try expectRepaired(folder + "/photo.repaired.png")
            // Again: it asks, and enter keeps the file.
            try terminal.keys("s")
            try terminal.wait("the question") { terminal.text.contains("the file exists; replace it?") }
            try terminal.keys("Enter", "q")
            try terminal.wait("the end") { terminal.text.contains("EXIT=0") }
            // The work is saved: no autosave of its mask is left.
            #expect(!FileManager.default.fileExists(atPath: folder + "/photo.mask.png~"))
        }
    }

    @Test func `the mouse opens, paints, repairs and saves; undo brings the mask back`() throws {
        try session { terminal, folder in
            func click(_ words: String) throws {
                let lines = terminal.text.split(separator: "\n", omittingEmptySubsequences: false)
                let y = try #require(lines.lastIndex { $0.contains(words) }, "\(words) in \(terminal.text)")
                let before = try #require(lines[y].range(of: words)).lowerBound
                try terminal.click(x: lines[y][..<before].count, y: y)
            }
            try terminal.wait("the preview") { terminal.text.contains("▀") || terminal.text.contains("▄") }
            // It is chosen already: a click opens it.
            try click("photo.png")
            try terminal.wait("the editor") { terminal.text.contains("photo.png  brush 16") }
            try click("r rectangle")
            try terminal.wait("the tool") { terminal.text.contains("photo.png  rectangle") }
            // Cells are two pixels high, the image begins in the third line, eight from the left: pixels 30,10 to 34,12.
            try terminal.drag([(38, 7), (42, 8)])
            try terminal.wait("the rectangle") { terminal.text.contains("in 5x3 at 30,10") }
            try click("method auto")
            try terminal.wait("the method") { terminal.text.contains("method laplace") }
            try click("R repair")
            try terminal.wait("the report") { terminal.text.contains("known pixels identical") }
            try click("u undo")
            try terminal.wait("the mask") { terminal.text.contains("in 5x3 at 30,10") }
            try click("R repair")
            try terminal.wait("the report") { terminal.text.contains("known pixels identical") }
            try click("s save")
            try terminal.wait("the file") { terminal.text.contains("saved photo.repaired.png") }
            try expectRepaired(folder + "/photo.repaired.png")
        }
    }
}
