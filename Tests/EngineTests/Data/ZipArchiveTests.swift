import Datasets
import Foundation
import Raster
import Testing

@Suite struct `Data in zip archives` {
    private let scratch = ScratchFolder()
    private let cache: ArchiveCache

    init() { cache = ArchiveCache(folder: scratch.path("cache"), limit: 1 << 30) }

    private func png(_ value: UInt8) throws -> [UInt8] {
        try PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: value))
    }

    private func open(_ name: String, _ cache: ArchiveCache? = nil) throws -> ImageSet {
        try ArchiveCache.$current.withValue(cache ?? self.cache) { try DataSource.open(scratch.path(name), threads: 2) }
    }

    private func failure(_ name: String, _ cache: ArchiveCache? = nil) -> String {
        do {
            _ = try open(name, cache)
            return ""
        } catch { return "\(error)" }
    }

    /// Archives under two names, without and with a folder at the top.
    private func write(_ files: [(String, [UInt8])], _ name: String, top: String = "") throws {
        var zip = ZipFixture()
        for (i, (file, bytes)) in files.enumerated() {
            zip.entries.append(.init(name: top + file, bytes: bytes, isDeflated: i.isMultiple(of: 2)))
        }
        try scratch.write(zip.bytes, name)
    }

    @Test(arguments: ["", "pictures/"]) func `an archive opens as the folder with its files`(top: String) throws {
        let files = try [
            ("train/cat/a.png", png(1)), ("train/dog/b.png", png(2)), ("test/cat/c.png", png(3)),
            ("train/metadata.csv", Array("file_name,text\ncat/a.png,a cat\n".utf8)),
        ]
        for (name, bytes) in files { try scratch.write(bytes, "folder/\(name)") }
        try write(files, "data.zip", top: top)
        for split in ["", ":test"] {
            let folder = try open("folder" + split), zip = try open("data.zip" + split)
            #expect(zip.fingerprint == folder.fingerprint && zip.labels == folder.labels)
            #expect(zip.classNames == folder.classNames && zip.count == (split.isEmpty ? 2 : 1))
        }
        let pairs = try ArchiveCache.$current.withValue(cache) { try MultimodalSource.open(scratch.path("data.zip")) }
        #expect(pairs.captions == [["a cat"], []])
    }

    @Test func `beyond the limit the least recently used archives are deleted, but none that a process reads`() throws {
        for (name, value) in [("a", UInt8(1)), ("b", 2), ("c", 3), ("d", 4)] {
            try write([("x.png", png(value)), ("y.png", png(value))], "\(name).zip")
        }
        func keys(_ folder: String) throws -> Set<String> {
            Set(
                try FileManager.default.contentsOfDirectory(atPath: scratch.path(folder)).filter {
                    $0.hasSuffix(".json")
                })
        }
        func age(_ key: String, _ folder: String, seconds: Double) throws {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -seconds)],
                ofItemAtPath: scratch.path("\(folder)/\(key)"))
        }
        _ = try open("a.zip")
        let a = try #require(keys("cache").first)
        _ = try open("b.zip")
        let b = try #require(keys("cache").subtracting([a]).first)
        // This process reads both: over any limit they stay.
        _ = try open("c.zip", ArchiveCache(folder: scratch.path("cache"), limit: 1))
        let all = try keys("cache"), c = try #require(all.subtracting([a, b]).first)
        #expect(all.count == 3)

        // A copy is held by no process, as the cache is after the end of this one.
        try FileManager.default.copyItem(atPath: scratch.path("cache"), toPath: scratch.path("later"))
        for (key, seconds) in [(a, 100.0), (b, 50), (c, 20)] { try age(key, "later", seconds: seconds) }
        let bytes = try png(4).count * 2
        _ = try open("d.zip", ArchiveCache(folder: scratch.path("later"), limit: 3 * bytes + 40))
        let left = try keys("later")
        #expect(!left.contains(a) && left.isSuperset(of: [b, c]) && left.count == 3)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("later/" + a.dropLast(5))))
        #expect(FileManager.default.fileExists(atPath: scratch.path("later/" + b.dropLast(5))))
        #expect(try open("d.zip", ArchiveCache(folder: scratch.path("later"), limit: 1)).count == 2)
    }

    @Test func `an archive of IDX files opens as MNIST does`() throws {
        try write(
            [
                ("train-images-idx3-ubyte", IDXFixture.images),
                ("train-labels-idx1-ubyte.gz", IDXFixture.gzip(IDXFixture.labels)),
            ],
            "mnist.zip")
        let images = try open("mnist.zip")
        #expect(images.pixels == Array(0..<12) && images.labels == [2, 0, 1])
    }

    @Test func `an archive is unpacked once`() throws {
        try write([("a.png", png(1))], "a.zip")
        #expect(try open("a.zip").count == 1)
        let unpacked = try #require(
            FileManager.default.enumerator(atPath: cache.folder)?.compactMap { $0 as? String }.first {
                $0.hasSuffix("a.png")
            })
        // What is there is read again, not the archive.
        try scratch.write(png(7), "cache/\(unpacked)")
        #expect(try open("a.zip").bitmap(at: 0).pixels[0] == 7)
        // Another archive of the same name is unpacked.
        try write([("a.png", png(5)), ("b.png", png(6))], "a.zip")
        #expect(try open("a.zip").count == 2)
    }

    @Test func `encrypted and damaged entries and links are named`() throws {
        var zip = ZipFixture()
        zip.add("a.png", try png(1))
        zip.entries.append(.init(name: "secret.png", bytes: try png(2), isEncrypted: true))
        zip.entries.append(.init(name: "broken.png", bytes: try png(3), hasWrongChecksum: true))
        zip.entries.append(.init(name: "link.png", bytes: Array("/etc/passwd".utf8), isLink: true))
        try scratch.write(zip.bytes, "a.zip")
        for _ in 0..<2 {
            let images = try open("a.zip"),
                reasons = Dictionary(uniqueKeysWithValues: images.skipped.map { ($0.file, $0.reason) })
            #expect(images.count == 1 && reasons.count == 3)
            #expect(reasons["secret.png"]?.contains("encrypted") == true)
            #expect(reasons["broken.png"]?.contains("CRC") == true)
            #expect(reasons["link.png"]?.contains("link") == true)
        }
    }

    @Test(arguments: ["../../out.png", "/tmp/out.png", "a/../../out.png", "./out.png"])
    func `no name leads out of the archive`(name: String) throws {
        try write([("a.png", png(1)), (name, png(2))], "a.zip")
        let images = try open("a.zip")
        #expect(images.count == 1 && images.skipped.first?.reason == "its name leads out of the archive")
        let below = FileManager.default.enumerator(atPath: scratch.path)?.compactMap { $0 as? String } ?? []
        #expect(below.count { $0.hasSuffix(".png") } == 1)
    }

    @Test func `an archive that unpacks to too much is refused before anything is written`() throws {
        try write([("a.png", png(1)), ("b.png", png(2))], "a.zip")
        var small = cache
        small.bounds = (bytes: 10, entries: 10)
        #expect(failure("a.zip", small).contains("would unpack to more than"))
        small.bounds = (bytes: 1 << 20, entries: 1)
        #expect(failure("a.zip", small).contains("2 entries, too many"))
        let left = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
        #expect(left.allSatisfy { $0.hasSuffix(".lock") })
    }

    @Test func `a damaged archive is an error in one line`() throws {
        try write([("a.png", png(1))], "a.zip")
        try scratch.write(Array(scratch.read("a.zip").dropLast(30)), "cut.zip")
        #expect(failure("cut.zip").contains("cut.zip: damaged"))
    }

    @Test func `no corruption of an archive crashes the reader`() throws {
        try write([("a.png", png(1)), ("b/c.png", png(2))], "a.zip")
        let whole = try scratch.read("a.zip")
        var corruption = ByteCorruption(seed: 18)
        for _ in 0..<120 {
            try scratch.write(corruption.applied(to: whole, head: 60), "x.zip")
            _ = failure("x.zip")
        }
    }

    @Test func `the oldest archives are deleted beyond the limit, but none that is being read`() throws {
        let small = ArchiveCache(folder: cache.folder, limit: 1)
        try write([("a.png", png(1))], "a.zip")
        try write([("b.png", png(2))], "b.zip")
        #expect(try open("a.zip", small).count == 1 && open("b.zip", small).count == 1)
        // This process holds both.
        let folders = try FileManager.default.contentsOfDirectory(atPath: cache.folder).filter { !$0.contains(".") }
        #expect(folders.count == 2)
    }
}
