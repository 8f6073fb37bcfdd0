import Datasets
import Foundation
import Raster
import Runs
import Testing

/// What a dataset holds, in one line.
@Suite struct DataSummaryTests {
    private let scratch = ScratchFolder()

    private func image(_ name: String, _ width: Int, _ height: Int, channels: Int = 3) throws {
        let pixels = (0..<width * height * channels).map { UInt8($0 % 4 == 3 ? 0 : $0 % 250) }
        try scratch.write(
            PNG.encode(Bitmap(width: width, height: height, channels: channels, pixels: pixels)), name)
    }

    @Test func `it counts sizes, proportions, transparency, classes and the test split`() throws {
        try image("train/a/1.png", 32, 32)
        try image("train/a/2.png", 48, 32)
        try image("train/b/3.png", 40, 136, channels: 4)
        try image("test/a/4.png", 32, 32)
        let summary = try DataSummary.of(scratch.path)
        #expect(
            summary.line()
                == "3 images, colour, 32 to 136 px, 2 not square: centre crop, 1 transparent: over white, 2 classes, test split of 1"
        )
        #expect(summary.side == 32 && summary.testImages == 1)
        #expect(summary.line(fit: .pad, channels: 4).contains("2 not square: padded, 1 transparent: kept"))
        let wide = try DataSummary.of(scratch.path, size: ImageSize(height: 2, width: 3))
        #expect(wide.line().contains("2 not of the proportions 2x3: centre crop"))
    }

    @Test func `grey images of one size need no more words, and a broken folder has its error`() throws {
        try image("1.png", 8, 8, channels: 1)
        #expect(try DataSummary.of(scratch.path).line() == "1 image, grey, 8 px")
        try scratch.write([1, 2, 3], "bad/1.png")
        #expect(throws: DataError.self) { try DataSummary.of(scratch.path("bad")) }
        #expect(throws: DataError.self) { try DataSummary.of(scratch.path("none")) }
    }

    @Test func `with a cache files are opened once, and again where one changed or the cache was damaged`() throws {
        let cacheFolder = ScratchFolder(), cache = PixelCache(folder: cacheFolder.path, limit: 1 << 20)
        var looks = 0
        func read(_ size: ImageSize? = nil) throws -> DataSummary {
            var isOpened = false
            let summary = try DataSummary.of(scratch.path, size: size, cache: cache) { _, _ in isOpened = true }
            if isOpened { looks += 1 }
            return summary
        }
        try image("a/1.png", 8, 8)
        try image("b/2.png", 6, 12, channels: 4)
        let first = try read()
        #expect(try read() == first && looks == 1)
        #expect(try read(ImageSize(height: 12, width: 6)).otherProportions == 1 && looks == 2)
        for name in try FileManager.default.contentsOfDirectory(atPath: cacheFolder.path) {
            try cacheFolder.write([123], name)
        }
        #expect(try read() == first && looks == 3)
        try image("b/2.png", 24, 24, channels: 4)
        #expect(try read().largest == 24 && looks == 4)
    }

    @Test func `near misses of metadata are named`() throws {
        try image("Cats/a.png", 8, 8)
        func faults(_ text: String, _ name: String = "metadata.csv") throws -> [String] {
            let folder = ScratchFolder()
            try folder.write(PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: 9)), "Cats/a.png")
            try folder.write(Array(text.utf8), name)
            let found = DataInspection(try MultimodalSource.open(folder.path, speech: nil))
            return found.faults.map(\.text) + found.notes
        }
        #expect(
            try faults("file_name,caption\nCats/a.png,x\n").contains {
                $0.contains("'caption' is not read; name it text")
            })
        #expect(try faults("file_name;text\nCats/a.png;x\n").contains { $0.contains("separated by semicolons") })
        #expect(try faults("file_name\ttext\nCats/a.png\tx\n").contains { $0.contains("separated by tabs") })
        #expect(
            try faults("File_Name,text\nCats/a.png,x\n").contains {
                $0.contains("'File_Name' is not read; name it file_name")
            })
        #expect(
            try faults("file_name,text\nCats\\a.png,x\n").contains { $0.contains("write / for \\, as in Cats/a.png") })
        #expect(try faults("file_name,text\ncats/A.PNG,x\n").contains { $0.contains("did you mean Cats/a.png?") })
        #expect(try faults("x", "metadata.tsv").contains { $0.contains("metadata.csv, with commas for the tabs") })
        let lines = "{\"file_name\": \"Cats/a.png\", \"Caption\": \"x\"}\n"
        let found = try faults(lines + lines, "metadata.jsonl").filter {
            $0.contains("'Caption' is not read; name it text")
        }
        #expect(found.count == 1)
        #expect(
            try faults("{\"image\": \"Cats/a.png\"}\n", "metadata.jsonl").contains {
                $0.contains("'image' is not read")
            })
    }

    @Test func `captions that training generates are apart from those of the data, and never call colour grey`() throws
    {
        for index in 0..<40 { try image("cat/\(index).png", 8, 8) }
        try image("dog/1.png", 8, 8)
        let set = try MultimodalSource.open(scratch.path, speech: nil), found = DataInspection(set)
        #expect(found.captions.count == 0 && found.captions.examples.isEmpty)
        #expect(found.generatedCaptions?.count == 164)
        #expect(!set.captions.joined().contains { $0.contains("grey") })
        let grey = try MultimodalSource.open(scratch.path, channels: 1, speech: nil)
        #expect(grey.captions.joined().contains { $0.contains("grey") })
    }

    @Test func `an imported folder has a table of new and old names, with what was left out, and reads it as nothing`()
        throws
    {
        try image("b/two, three.png", 8, 8)
        try image("a/one.png", 8, 8)
        try scratch.write([1], "notes.svg")
        try scratch.write([1], "a/broken.png")
        let split = try TrainTestSplit.open(scratch.path, makesCaptions: false, speech: nil)
        let out = ScratchFolder()
        _ = try split.named.write(to: out.path("new"))
        let table = String(decoding: try AtomicFile.read(out.path("new/\(ImportTable.fileName)")), as: UTF8.self)
        let lines = table.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(3) == [
                "new_name,old_name,left_out_because", "a/0.png,a/one.png,", "b/1.png,\"b/two, three.png\",",
            ])
        #expect(lines.contains { $0.hasPrefix(",a/broken.png,") } && lines.contains(",notes.svg,not an image"))
        let again = try DataSource.open(out.path("new"))
        #expect(again.count == 2 && again.leftOut.isEmpty)
    }
}
