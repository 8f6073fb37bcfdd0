import Datasets
import Foundation
import Raster
import Studio
import Testing

/// `tessera data` from end to end.
@Suite(.serialized) struct DataCommandTests {
    private let folder = NSTemporaryDirectory() + "tessera-data-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    /// What `arguments` print on both outputs, and the exit code.
    private func tessera(_ arguments: String) throws -> (output: String, code: Int?) {
        let script =
            "cd '\(folder)'; XDG_CACHE_HOME='\(folder)/cache' '\(TestedProgram.path)' data \(arguments) 2>&1 < /dev/null; echo EXIT=$?"
        let parts = try Spawned.output(["sh", "-c", script]).components(separatedBy: "EXIT=")
        return (parts[0], parts.last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) })
    }

    private func inspection(_ arguments: String) throws -> DataInspection {
        let (output, code) = try tessera("inspect \(arguments) --json")
        #expect(code == 0, "\(output)")
        let json = output[(output.firstIndex(of: "{") ?? output.startIndex)...]
        return try JSONDecoder().decode(DataInspection.self, from: Data(json.utf8))
    }

    @Test func `shapes are written as a folder without faults`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try tessera("pair shapes --size 16 --channels 3 --count 40 --out pairs")
        #expect(made.code == 0 && made.output.contains("40 images, 160 captions"), "\(made)")
        let found = try inspection("pairs")
        #expect(found.images.count == 40 && found.captions.imagesWithout == 0 && found.faults.isEmpty)
        #expect(found.sounds.unreadable == 0 && found.sounds.different > 70)
        #expect(try inspection("pairs:test").images.count == 40)
        let text = try tessera("inspect pairs --images 2")
        #expect(text.code == 0 && text.output.contains("faults    none") && text.output.contains("▄"), "\(text)")
        let again = try tessera("pair shapes --count 4 --out pairs")
        #expect(again.code == 1 && again.output.contains("tessera: pairs: the folder is not empty"), "\(again)")
    }

    @Test func `labelled data is imported, and paired with captions of its classes`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shapes = try DataSource.open("shapes", size: 8).subset(0..<20)
        try IDX.write(shapes, to: folder + "/train-images-idx3-ubyte")
        try IDX.write(IDX.Contents(sizes: [20], bytes: shapes.labels ?? []), to: folder + "/train-labels-idx1-ubyte")
        #expect(try tessera("import . --out ../\(folder.split(separator: "/").last ?? "")-i").code == 0)
        defer { try? FileManager.default.removeItem(atPath: folder + "-i") }
        let imported = try inspection("'\(folder)-i'")
        #expect(
            imported.images.count == 20 && imported.classes?.count == 8
                && imported.captions.examples.allSatisfy { !$0.isEmpty })
        #expect(!FileManager.default.fileExists(atPath: folder + "-i/metadata.jsonl"))
        let silent = try tessera("pair . --silent --out '\(folder)-i/p'")
        #expect(silent.code == 0 && silent.output.contains("20 images, 80 captions, 0 sounds"), "\(silent)")
    }

    @Test func `inspect and import say how pictures that are not square were fitted`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/p", withIntermediateDirectories: true)
        for (index, width) in [8, 12, 16].enumerated() {
            try PNG.write(
                Bitmap(width: width, height: 8, channels: 3, filledWith: 90), to: "\(folder)/p/\(index).png")
        }
        let text = try tessera("inspect p --size 8")
        #expect(
            text.output.contains("files     3 images, colour, 8 to 16 px, 2 not square: centre crop\n")
                && text.output.contains("held out  nothing: training sees all 3 images"), "\(text)")
        #expect(try inspection("p --size 8 --fit pad").images.fitted == FittedImages(count: 2, fit: .pad))
        let written = try tessera("import p --size 8x12 --fit stretch --channels 4 --out q")
        #expect(
            written.code == 0
                && written.output.contains("2 of 3 images do not have the proportions of 8x12: stretched"),
            "\(written)")
        let found = try inspection("q --size 8x12 --channels 4").images
        #expect(found.height == 8 && found.width == 12 && found.channels == 4 && found.fitted == nil)
        let wrong = try tessera("inspect p --fit squeeze")
        #expect(wrong.code == 2 && wrong.output.contains("stretch"), "\(wrong)")
    }

    @Test func `import and pair print what was written and left out as JSON`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/p/boot", withIntermediateDirectories: true)
        try PNG.write(Bitmap(width: 8, height: 8, channels: 1, filledWith: 1), to: folder + "/p/boot/1.png")
        try Data([1]).write(to: URL(fileURLWithPath: folder + "/p/boot/broken.png"))
        try Data([1]).write(to: URL(fileURLWithPath: folder + "/p/notes.svg"))
        for (arguments, captions) in [("import p --out q", 0), ("pair p --silent --out r", 4)] {
            let (output, code) = try tessera(arguments + " --json")
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)")
            let split = try #require((json["splits"] as? [[String: Any]])?.first)
            #expect(code == 0 && split["images"] as? Int == 1 && split["captions"] as? Int == captions)
            #expect((split["skipped"] as? [[String: String]])?.first?["file"] == "boot/broken.png")
            #expect(split["leftOut"] as? [String] == ["notes.svg"])
            #expect((split["table"] as? String)?.hasSuffix("imported-files.csv") == true)
        }
    }

    @Test func `without espeak-ng captions are written and its absence is reported`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["boot", "bag"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/d/\(name)", withIntermediateDirectories: true)
            try PNG.write(Bitmap(width: 8, height: 8, channels: 1, filledWith: 1), to: "\(folder)/d/\(name)/1.png")
        }
        let script =
            "cd '\(folder)'; PATH=/nowhere XDG_CACHE_HOME='\(folder)/cache' '\(TestedProgram.path)' data pair d --out o 2>&1"
        let output = try Spawned.output(["/bin/sh", "-c", script])
        #expect(output.contains("espeak-ng: not installed, so captions have no speech"), "\(output)")
        #expect(output.contains("2 images, 8 captions, 0 sounds -> o"), "\(output)")
    }

    @Test func `an error is one line with an exit code`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try PNG.write(Bitmap(width: 8, height: 8, channels: 1, filledWith: 1), to: folder + "/1.png")
        for (arguments, code, hint) in [
            ("inspect nowhere/at/all", 1, "no such file"), ("pair . --out o", 1, "neither labels nor captions"),
            ("inspect shapse", 1, "did you mean shapes"), ("pair shapes --out o --count 0", 2, "--count 0"),
            ("inspect . --size 1", 1, "size 1"),
            ("pair shapes --out 1.png/x --count 2 --size 8", 1, "cannot be created"),
        ] {
            let (output, found) = try tessera(arguments)
            let lines = output.split(separator: "\n").filter { $0.hasPrefix("tessera: ") }
            #expect(found == code && lines.count == 1 && lines[0].contains(hint), "\(arguments): \(output)")
        }
    }

    @Test func `images are shown with class, captions and sounds`() {
        let images = ImageSet(
            name: "d", height: 4, width: 4, channels: 1, pixels: [UInt8](repeating: 255, count: 32), labels: [0, 1],
            classNames: ["boot", "bag"])
        let set = MultimodalSet(
            images: images, captions: [["a boot that is so long that it takes a second line"], ["\u{1B}[2J bag"]],
            sounds: [[.file("x.wav")], []])
        let grid = DataReport.gallery(set, count: 2, width: 80, mode: .truecolor)
        #expect(grid.width == 80 && grid.height == 9)
        let lines = grid.text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.drop { $0 == "▀" || $0 == "▄" || $0 == " " }
        }
        #expect(lines[0].hasPrefix("boot") && lines[1].hasPrefix("♪ 1") && lines[2].hasPrefix("- a boot that is so"))
        #expect(!grid.text.contains("\u{1B}") && grid.text.contains(#"\x1b[2J bag"#))
    }
}
