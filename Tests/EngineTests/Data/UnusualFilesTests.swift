import Datasets
import Foundation
import Glibc
import Raster
import Testing

/// What people's folders hold beside images.
@Suite struct `Unusual files in folders` {
    private let scratch = ScratchFolder()

    private func png(_ value: UInt8 = 1) throws -> [UInt8] {
        try PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: value))
    }

    private func write(_ text: String, _ name: String) throws { try scratch.write(Array(text.utf8), name) }

    private func bind(_ name: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The name of a socket is short, so it is made in the current folder and moved.
        let short = "/tmp/t\(UInt32.random(in: 0...UInt32.max))"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(short.utf8)) }
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        close(descriptor)
        _ = rename(short, scratch.path(name)) == 0 ? 0 : symlink(short, scratch.path(name))
    }

    @Test func `what is not read is counted by kind`() throws {
        try scratch.write(png(), "a.png")
        for name in ["a.svg", "x/b.SVG", "readme", "notes.md"] { try write("x", name) }
        mkfifo(scratch.path("x/pipe.png"), 0o600)
        mkfifo(scratch.path("pipe"), 0o600)
        symlink("/dev/zero", scratch.path("zero.jpg"))
        symlink("nowhere", scratch.path("lost.png"))
        bind("socket.png")
        let images = try DataSource.open(scratch.path)
        #expect(images.count == 1 && images.skipped.isEmpty)
        #expect(
            images.leftOut.text == "2 .svg, 2 FIFOs, 1 .md, 1 broken link, 1 device, 1 file without an ending, 1 socket"
        )
        let pairs = try MultimodalSource.open(scratch.path)
        #expect(DataInspection(pairs).leftOut.first.map { "\($0.count) \($0.kind)" } == "2 .svg")
    }

    @Test func `masks and repaired images beside their image are left out by name, others are read`() throws {
        for name in [
            "a.png", "a.mask.png", "a.repaired.png", "a.repaired.mask.png", "b.png", "b.png.mask.png", "lone.mask.png",
        ] { try scratch.write(png(), name) }
        let images = try DataSource.open(scratch.path)
        #expect(images.count == 3)
        #expect(images.leftOut.text == "3 *.mask.png, 1 *.repaired.png")
        #expect(images.leftOut.paths.contains("a.repaired.mask.png"))
    }

    @Test func `captions, sounds and metadata that are read are not counted as left out`() throws {
        for name in ["a.png", "b.png"] { try scratch.write(png(), name) }
        try write("a cat", "a.txt")
        try write("of nothing", "z.txt")
        #expect(try MultimodalSource.open(scratch.path).images.leftOut.text == "1 .txt")
        #expect(try DataSource.open(scratch.path).leftOut.text == "2 .txt")
        try write("", "s.wav")
        try write("", "t.wav")
        try write("file_name,text,audio_file_name\na.png,x,s.wav\n", "metadata.csv")
        #expect(try MultimodalSource.open(scratch.path).images.leftOut.text == "2 .txt, 1 .wav")
    }

    @Test func `what lies beside a split is counted, what lies in the other split is not`() throws {
        try scratch.write(png(), "train/a/a.png")
        try scratch.write(png(), "test/a/a.png")
        for name in ["LICENSE.md", "train/a.svg", "test/b.gz"] { try write("", name) }
        #expect(try DataSource.open(scratch.path).leftOut.text == "1 .md, 1 .svg")
        #expect(try DataSource.open(scratch.path + ":test").leftOut.text == "1 .gz, 1 .md")
    }

    @Test func `IDX files and CIFAR batches count what lies beside them`() throws {
        try scratch.write(IDXFixture.images, "m/train-images-idx3-ubyte")
        try scratch.write(IDXFixture.images, "m/t10k-images-idx3-ubyte")
        try write("", "m/notes.pdf")
        #expect(try DataSource.open(scratch.path("m")).leftOut.text == "1 .pdf")
        try scratch.write([UInt8](repeating: 1, count: 3073), "c/data_batch_1.bin")
        try write("", "c/notes.pdf")
        #expect(try DataSource.open(scratch.path("c")).leftOut.text == "1 .pdf")
    }

    @Test(arguments: ["x.png", "train-images-idx3-ubyte", "x.wav", "x.zip", "x.csv"])
    func `a FIFO, a device and a socket never make a reader wait`(name: String) throws {
        mkfifo(scratch.path(name), 0o600)
        let special = try #require(throws: DataError.self) { try DataSource.open(scratch.path(name)) }
        #expect(special.description.contains("a FIFO, not a file"))
        #expect(throws: FileError.special(path: scratch.path(name), kind: "FIFO")) {
            try AtomicFile.read(scratch.path(name))
        }
        #expect(throws: AudioError.self) { try AudioClip.read(scratch.path(name), seconds: 1) }
        #expect(throws: ImageError.self) { try ImageFile.read("/dev/zero") }
    }

    @Test func `metadata that names a FIFO is a fault`() throws {
        try scratch.write(png(), "a.png")
        mkfifo(scratch.path("s.wav"), 0o600)
        mkfifo(scratch.path("sub.png"), 0o600)
        try write(
            "{\"file_name\": \"a.png\", \"audio_file_name\": \"s.wav\"}\n{\"file_name\": \"sub.png\"}", "metadata.jsonl"
        )
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.faults.map(\.reason) == ["s.wav is a FIFO, not a file", "sub.png is a FIFO, not a file"])
    }

    @Test func `links in circles are visited once`() throws {
        try scratch.write(png(1), "a/x.png")
        try scratch.write(png(2), "b/y.png")
        symlink("../b", scratch.path("a/to-b"))
        symlink("../a", scratch.path("b/to-a"))
        symlink("loop", scratch.path("loop"))
        let images = try DataSource.open(scratch.path)
        #expect(images.count == 2 && images.leftOut.text == "1 broken link")
    }

    // MARK: - Names

    /// A folder and an image with the byte 0xE9, an "é" in Latin-1.
    private func writeLatin() throws {
        try scratch.write(png(9), "ok/a.png")
        try scratch.write(png(5), "plain.png")
        let folder = Array(scratch.path.utf8) + Array("/caf".utf8) + [0xE9]
        let file = folder + Array("/t".utf8) + [0xE9] + Array(".png".utf8)
        #expect(
            (folder + [0]).withUnsafeBufferPointer {
                mkdir(UnsafeRawPointer($0.baseAddress!).assumingMemoryBound(to: CChar.self), 0o700)
            } == 0)
        #expect(
            (file + [0]).withUnsafeBufferPointer {
                rename(scratch.path("plain.png"), UnsafeRawPointer($0.baseAddress!).assumingMemoryBound(to: CChar.self))
            } == 0)
        let broken = folder + Array("/bad".utf8) + [0xFF] + Array(".png".utf8)
        try write("no image", "bad.png")
        #expect(
            (broken + [0]).withUnsafeBufferPointer {
                rename(scratch.path("bad.png"), UnsafeRawPointer($0.baseAddress!).assumingMemoryBound(to: CChar.self))
            } == 0)
    }

    @Test func `names that are not UTF-8 are read, and shown escaped`() throws {
        try writeLatin()
        let set = try MultimodalSource.open(scratch.path), images = set.images
        #expect(
            images.count == 2 && images.classNames == ["ok", "caf\\xe9"] || images.classNames == ["caf\\xe9", "ok"])
        #expect(Set(images.pixels) == [5, 9])
        #expect(DataInspection(set).faults.map(\.file) == ["caf\\xe9/bad\\xff.png"])
        let error = DataError.unreadable(path: PathText.text([0x63, 0xE9] as [UInt8]), reason: "x")
        #expect(error.description.hasPrefix("c\\xe9: "))
    }

    @Test func `every name has one text, which gives its bytes back`() {
        let names: [[UInt8]] = [
            Array("a.png".utf8), Array("e\u{301}.png".utf8), [0xFF], [0xE9, 0x61], [0xC3], [0xC3, 0xA9, 0xC3],
            [0xED, 0xA0, 0x80], [0xF4, 0x8F, 0xBF, 0xA9], [0xF4, 0x8F, 0xBE], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80],
            Array(0x80...0xFF), Array("\u{10FFFF}\u{10FF7F}😀".utf8),
        ]
        for name in names { #expect(PathText.bytes(of: PathText.text(name)) == name) }
        #expect(Set(names.map { Array(PathText.text($0).unicodeScalars) }).count == names.count)
        #expect(PathText.text(Array("é".utf8)) == "é" && PathText.shown("é") == "é")
    }

    @Test(arguments: [false, true]) func `names match across Unicode's normal forms`(isJSON: Bool) throws {
        let composed = "caf\u{E9}", decomposed = "cafe\u{301}"
        try scratch.write(png(), "\(decomposed)/\(decomposed).png")
        try scratch.write(png(), "\(decomposed)/\(composed)2.png")
        try write("", "\(decomposed)/\(decomposed).wav")
        if isJSON {
            try write(
                "{\"file_name\": \"\(composed)/\(composed).png\", \"text\": \"a\", \"audio_file_name\": \"\(composed)/\(composed).wav\"}\n"
                    + "{\"file_name\": \"\(composed)/\(decomposed)2.png\", \"text\": \"b\"}", "metadata.jsonl")
        } else {
            try write(
                "file_name,text,audio_file_name\n\(composed)/\(composed).png,a,\(composed)/\(composed).wav\n"
                    + "\(composed)/\(decomposed)2.png,b,\n", "metadata.csv")
        }
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.faults.isEmpty && set.captions.joined().sorted() == ["a", "b"])
        #expect(set.sounds.joined().count == 1)
    }

    @Test func `files whose names differ only by their normal form are two files`() throws {
        try scratch.write(png(1), "caf\u{E9}.png")
        try write("no image", "cafe\u{301}.png")
        try write("file_name,text\ncaf\u{E9}.png,good\n", "metadata.csv")
        let set = try MultimodalSource.open(scratch.path)
        #expect(set.images.count == 1 && set.images.skipped.count == 1 && set.captions == [["good"]])
    }

    @Test func `a class whose folders differ by their normal form is one class in both splits`() throws {
        try scratch.write(png(1), "train/caf\u{E9}/a.png")
        try scratch.write(png(1), "train/bar/a.png")
        try scratch.write(png(1), "test/cafe\u{301}/a.png")
        let (train, test) = (try DataSource.open(scratch.path), try DataSource.open(scratch.path + ":test"))
        #expect(train.classNames?.count == 2 && train.labels == [0, 1] && test.labels == [1])
    }

    @Test(arguments: [
        ("metadata.json", "metadata.jsonl"), ("captions.csv", "metadata.csv"), ("labels.csv", "metadata.csv"),
        ("metadata.tsv", "metadata.csv, with commas for the tabs"), ("Metadata.CSV", "metadata.csv"),
        ("captions.jsonl", "metadata.jsonl"),
    ]) func `metadata under a similar name is hinted at`(name: String, meant: String) throws {
        try scratch.write(png(), "a.png")
        try write("{}", name)
        let set = try MultimodalSource.open(scratch.path)
        #expect(DataInspection(set).notes == ["\(name) is not read; did you mean \(meant)?"])
    }
}
