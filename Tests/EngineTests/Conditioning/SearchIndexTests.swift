import Conditioning
import Datasets
import Foundation
import Models
import Raster
import Runs
import Testing
import Training

@Suite struct SearchIndexTests {
    private typealias Run = SmallMultimodalRun
    private let scratch = ScratchFolder()

    /// The images of `SmallMultimodalRun` as a folder with captions, and an encoder for them, trained for a step.
    private func prepare() throws -> MultimodalEncoder {
        let pairs = Run.pairs()
        var lines = ""
        for index in 0..<pairs.images.count {
            try scratch.write(PNG.encode(pairs.images.bitmap(at: index)), "data/\(100 + index).png")
            lines += #"{"file_name": "\#(100 + index).png", "text": "\#(pairs.captions[index][0])"}"# + "\n"
        }
        try scratch.write(Array(lines.utf8), "data/metadata.jsonl")
        try FileManager.default.createDirectory(atPath: scratch.path("run"), withIntermediateDirectories: true)
        let trainer = try Trainer(Run.configuration(pretrainingSteps: 1), pairs: pairs, threads: 2)
        _ = trainer.advance()
        return try OpenedCheckpoint(Run.checkpoint(trainer, in: scratch.path)).multimodalEncoder(threads: 1)
    }

    /// Opens the index, and names what was done.
    private func open(_ encoder: MultimodalEncoder, isOther: Bool = false) throws -> (
        index: SearchIndex, work: Set<String>
    ) {
        let cache = PixelCache(folder: scratch.path("cache"), limit: 1 << 30)
        var work: Set<String> = []
        let index = try PixelCache.$current.withValue(cache) {
            try SearchIndex(
                scratch.path("data"), encoder, fit: .crop, folder: isOther ? nil : scratch.path("run"),
                cache: scratch.path("indices"), threads: 2
            ) { stage, _ in
                work.insert(String(stage.prefix { $0 != " " }))
            }
        }
        return (index, work)
    }

    @Test func `a ready index is read without decoding, embedding or reading captions`() throws {
        let encoder = try prepare(), pairs = Run.pairs()
        let first = try open(encoder)
        #expect(first.work.isSuperset(of: ["reading", "embedding"]))
        let second = try open(encoder)
        #expect(second.work.isEmpty, "\(second.work)")
        #expect(second.index.vectors == first.index.vectors && second.index.count == pairs.images.count)
        let chosen = [3, 60, 0]
        #expect(try second.index.bitmaps(at: chosen, threads: 1) == chosen.map(pairs.images.bitmap))
        #expect(chosen.map(second.index.caption) == chosen.map { pairs.captions[$0][0] })

        // So it is for data that is not the run's own, whose index is in the cache.
        #expect(try open(encoder, isOther: true).work.contains("embedding"))
        let other = try open(encoder, isOther: true)
        #expect(other.work.isEmpty && other.index.vectors == first.index.vectors, "\(other.work)")
        #expect(FolderNames.list(scratch.path("indices"))?.count == 2)
    }

    @Test func `an index is made again after a change of the data, keeping the embeddings of equal images`() throws {
        let encoder = try prepare()
        _ = try open(encoder)
        try scratch.write(Array(#"{"file_name": "100.png", "text": "new words"}"#.utf8), "data/metadata.jsonl")
        let captioned = try open(encoder)
        #expect(!captioned.work.contains("embedding") && captioned.index.caption(at: 0) == "new words")
        try scratch.write(PNG.encode(Bitmap(width: 16, height: 16, channels: 3, filledWith: 9)), "data/100.png")
        let changed = try open(encoder)
        #expect(changed.work.contains("embedding"))
        #expect(try changed.index.bitmaps(at: [0], threads: 1)[0].pixels.allSatisfy { $0 == 9 })
        #expect(try open(encoder).work.isEmpty)
    }

    @Test func `found images come from the data where the cache is gone or damaged`() throws {
        let encoder = try prepare(), expected = Run.pairs().images.bitmap(at: 5)
        _ = try open(encoder)
        let ready = try open(encoder)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: scratch.path("cache")).first)
        let file = URL(fileURLWithPath: scratch.path("cache/\(name)"))
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count - 1] ^= 1
        // In place, so that the mapping has the damage.
        let handle = try FileHandle(forWritingTo: file)
        try handle.write(contentsOf: bytes)
        #expect(try ready.index.bitmaps(at: [5], threads: 1) == [expected])
        try FileManager.default.removeItem(atPath: scratch.path("cache"))
        #expect(try open(encoder).index.bitmaps(at: [5], threads: 1) == [expected])
    }

    @Test func `a damaged index is made again`() throws {
        let encoder = try prepare()
        let vectors = try open(encoder).index.vectors
        for file in ["index.jsonl", "index.safetensors"] {
            let url = URL(fileURLWithPath: scratch.path("run/\(file)"))
            try Data(contentsOf: url).dropLast(40).write(to: url)
            #expect(try open(encoder).index.vectors == vectors)
            #expect(try open(encoder).work.isEmpty)
        }
    }

    @Test func `a run keeps its embeddings, which a resumed session and a search read`() throws {
        let pairs = Run.pairs(), folder = scratch.path("run")
        _ = try prepare()
        func trainer() throws -> Trainer {
            try Trainer(Run.configuration(pretrainingSteps: 2), pairs: pairs, threads: 2)
        }
        let whole = try trainer()
        for _ in 0..<2 { _ = whole.advance() }
        let saved = whole.state(), settings = whole.settings
        var work: [String] = []
        // Four variants of eight captions, and the images, 64 values each.
        #expect(whole.memoryOfPreparations == (4 * 8 + 64) * 64 * 4)
        whole.prepare(keepingIn: folder) { stage, _ in work.append(stage) }
        #expect(!work.isEmpty && whole.memoryOfPreparations == 0)
        for _ in 0..<2 { _ = whole.advance() }

        let resumed = try trainer()
        try resumed.restore(saved, step: 2, settings: settings)
        work = []
        resumed.prepare(keepingIn: folder) { stage, _ in work.append(stage) }
        #expect(work.isEmpty)
        for _ in 0..<2 { _ = resumed.advance() }
        #expect(resumed.state() == whole.state())

        // Other weights of the encoders do not read them.
        let other = try trainer()
        for _ in 0..<1 { _ = other.advance() }
        try other.restore(other.state(), step: 2, settings: settings)
        other.prepare(keepingIn: folder) { stage, _ in work.append(stage) }
        #expect(!work.isEmpty)
    }
}
