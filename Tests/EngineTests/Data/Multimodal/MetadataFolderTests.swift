import Datasets
import FoundationEssentials
import Raster
import Testing

@Suite struct `Folders of images with metadata` {
    let scratch = ScratchFolder()

    private func image(_ name: String) throws {
        try scratch.write(PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: 9)), name)
    }

    private func write(_ text: String, _ name: String) throws { try scratch.write(Array(text.utf8), name) }

    private func faults(_ set: MultimodalSet) -> [String] { set.faults.map(\.description) }

    @Test func `captions and sounds are assigned to their images, in any order`() throws {
        for name in ["a.png", "b.png", "c.png"] { try image(name) }
        try write("", "s/c.wav")
        try write(
            """
            {"file_name": "c.png", "text": "a cat", "audio_file_name": "s/c.wav", "colour": 3}
            {"file_name": "./a.png", "text": ["an ant", "ameise"]}

            {"text": "a big cat", "file_name": "c.png"}
            """, "metadata.jsonl")
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.captions == [["an ant", "ameise"], [], ["a cat", "a big cat"]])
        #expect(set.sounds == [[], [], [.file(scratch.path("s/c.wav"))]])
        #expect(set.faults.isEmpty && set.hasCaptions && set.hasSounds)
    }

    @Test func `the same as CSV, with columns in any order`() throws {
        for name in ["a.png", "b.png"] { try image(name) }
        try write("", "a.flac")
        try write(
            "text,split,audio_file_name,file_name\r\n\"red, with a lace\",x,a.flac,a.png\r\nblue,y,,b.png\r\n",
            "metadata.csv")
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.captions == [["red, with a lace"], ["blue"]])
        #expect(set.sounds == [[.file(scratch.path("a.flac"))], []])
        #expect(set.faults.isEmpty)
    }

    @Test func `a malformed line is reported with file, line and reason, and the rest is read`() throws {
        try image("a.png")
        try write(
            """
            {"file_name": "a.png", "text": "one"}
            {"file_name": "a.png", "text":
            {"text": "no name"}
            {"file_name": "a.png", "text": 7}
            [1]
            {"file_name": "missing.png", "text": "two"}
            {"file_name": "a.png", "text": "three"}
            """, "metadata.jsonl")
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.captions == [["one", "three"]])
        #expect(
            faults(set) == [
                "metadata.jsonl:2: not a JSON object", "metadata.jsonl:3: no file_name",
                "metadata.jsonl:4: text is neither a string nor a list of strings",
                "metadata.jsonl:5: not a JSON object", "metadata.jsonl:6: no such file as missing.png",
            ])
    }

    @Test func `a CSV file without the column file_name, and an empty one, are reported`() throws {
        try image("a.png")
        try write("file,text\na.png,one\n", "metadata.csv")
        try write("", "b/metadata.csv")
        try write("file_name,text\na.png,one,two\n", "c/metadata.csv")
        #expect(
            faults(try MultimodalSource.open(scratch.path)) == [
                "b/metadata.csv: it is empty", "c/metadata.csv:2: 3 fields where the first line has 2",
                "metadata.csv:1: the first line has no column file_name: 'file' is not read; name it file_name",
            ])
    }

    @Test func `paths outside the folder are rejected`() throws {
        try image("data/a.png")
        try image("outside.png")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("data/link.png"), withDestinationPath: "../outside.png")
        try FileManager.default.createSymbolicLink(atPath: scratch.path("data/fine.png"), withDestinationPath: "a.png")
        try write(
            """
            file_name,text,audio_file_name
            ../outside.png,one,
            x/../../outside.png,two,
            \(scratch.path("outside.png")),three,
            link.png,four,
            fine.png,five,
            ,six,
            a.png,seven,../outside.png
            """, "data/metadata.csv")
        let set = try MultimodalSource.open(scratch.path("data"))
        #expect(set.captions == [["seven"], ["five"], []] && !set.hasSounds)
        #expect(faults(set).map { $0.prefix(16) } == [2, 3, 4, 5, 7, 8].map { "metadata.csv:\($0): " })
        #expect(set.faults.count { $0.reason.contains("leads out") || $0.reason.contains("absolute") } == 5)
    }

    @Test func `captions may be empty, very long or in another script`() throws {
        try image("a.png")
        let long = String(repeating: "靴", count: 40_000)
        try write(
            """
            {"file_name": "a.png", "text": " \\n"}
            {"file_name": "a.png", "text": "\(long)"}
            {"file_name": "a.png", "text": " حذاء أحمر "}
            {"file_name": "a.png", "text": null}
            """, "metadata.jsonl")
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.captions == [[String(long.prefix(2000)), "حذاء أحمر"]])
        #expect(
            faults(set) == [
                "metadata.jsonl:1: an empty caption",
                "metadata.jsonl:2: a caption of 120 KB, truncated to its first 2000 characters",
            ])
    }

    @Test func `train and test are splits, with metadata inside or above them`() throws {
        for name in ["train/a.png", "train/sub/b.png", "test/c.png"] { try image(name) }
        try write("{\"file_name\": \"a.png\", \"text\": \"one\"}", "train/metadata.jsonl")
        try write("file_name,text\nb.png,two\n", "train/sub/metadata.csv")
        try write("file_name,text\ntrain/a.png,uno\ntest/c.png,tres\n", "metadata.csv")
        let train = try MultimodalSource.open(scratch.path), test = try MultimodalSource.open(scratch.path + ":test")
        #expect(train.captions == [["uno", "one"], ["two"]] && test.captions == [["tres"]])
        #expect(train.faults.isEmpty && test.faults.isEmpty)
        #expect(try DataSource.open(scratch.path).count == 2 && DataSource.open(scratch.path + ":test").count == 1)
    }

    @Test func `unreadable images do not shift captions`() throws {
        for name in ["a.png", "c.png"] { try image(name) }
        try write("no image", "b.png")
        try write("file_name,text\na.png,one\nb.png,two\nc.png,three\n", "metadata.csv")
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.captions == [["one"], ["three"]] && set.images.skipped.map(\.file) == ["b.png"])
    }

    @Test func `a folder without metadata has captions of its subfolders or no captions`() throws {
        try image("cat/a.png")
        let set = try MultimodalSource.open(scratch.path, speech: nil)
        #expect(set.captions[0].count == 4 && set.captions[0].allSatisfy { $0.contains("cat") } && !set.hasSounds)
        try image("b.png")
        #expect(try !MultimodalSource.open(scratch.path, speech: nil).hasCaptions)
    }
}
