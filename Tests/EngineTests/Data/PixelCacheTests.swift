import Datasets
import Foundation
import Raster
import Testing

@Suite struct PixelCacheTests {
    private let scratch = ScratchFolder()
    private let cache: PixelCache

    init() throws {
        cache = PixelCache(folder: scratch.path("cache/pixels"), limit: 1 << 30)
        for index in 0..<5 { try write(index, "data/\(index).png") }
        try scratch.write(Array("no image".utf8), "data/x.png")
    }

    private func write(_ value: Int, _ name: String) throws {
        try scratch.write(PNG.encode(plain(value)), name)
    }

    private func plain(_ value: Int) -> Bitmap {
        Bitmap(width: 9, height: 9, channels: 1, filledWith: UInt8(value))
    }

    private func open(_ cache: PixelCache? = nil, size: ImageSizing = 6, channels: Int = 1) throws -> ImageSet {
        try PixelCache.$current.withValue(cache ?? self.cache) {
            try DataSource.open(scratch.path("data"), size: size, channels: channels, threads: 2)
        }
    }

    private func decoded(size: ImageSizing = 6) throws -> ImageSet {
        try PixelCache.$current.withValue(nil) { try DataSource.open(scratch.path("data"), size: size, channels: 1) }
    }

    private func files(_ folder: String? = nil) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder ?? cache.folder))?.sorted() ?? []
    }

    /// The only file of the cache.
    private func file() throws -> URL {
        try #require(files().count == 1)
        return URL(fileURLWithPath: "\(cache.folder)/\(files()[0])")
    }

    @Test func `the second reading takes the pixels from the cache, byte for byte those of decoding`() throws {
        let plain = try decoded(), first = try open(), written = try Data(contentsOf: file())
        // Only what is read again from the file has these bytes.
        try FileManager.default.removeItem(atPath: scratch.path("data/x.png"))
        try scratch.write(Array("no image".utf8), "data/x.png")
        #expect(try open() == plain && first == plain)
        let second = try open()
        #expect(second == plain && second.skipped.map(\.file) == ["x.png"] && second.notes.isEmpty)
        #expect(plain.pixels.cached == nil && second.pixels.cached != nil)
        #expect(second.fingerprint == plain.fingerprint)
        #expect(!written.isEmpty)
    }

    @Test func `images that are mapped are used like images in memory`() throws {
        let plain = try decoded()
        _ = try open()
        let mapped = try open()
        try #require(mapped.pixels.cached != nil)
        #expect(mapped.batch([3, 0]) == plain.batch([3, 0]) && mapped.subset([4, 1]) == plain.subset([4, 1]))
        #expect((0..<5).allSatisfy { mapped.bitmap(at: $0) == plain.bitmap(at: $0) })
        func corrupted(_ images: ImageSet) -> [Float] {
            var corruption = Corruption(seed: 3, height: 6, width: 6, channels: 1)
            return corruption.batch(
                [0, 1, 2, 3, 4], of: images, position: 0, stream: .training, mix: CorruptionMix([.boxes: 1, .noise: 1]))
        }
        #expect(corrupted(mapped) == corrupted(plain))
        // A process that still has the file mapped keeps it when another one deletes it.
        try FileManager.default.removeItem(atPath: cache.folder)
        #expect(mapped == plain)
    }

    @Test func `a file that changed is decoded again, also where size and time of modification stay`() throws {
        _ = try open()
        let path = scratch.path("data/2.png"), before = try FileManager.default.attributesOfItem(atPath: path)
        // Another value whose file is as long.
        let value = try #require((10...250).first { try PNG.encode(plain($0)).count == before[.size] as? Int })
        try write(value, "data/2.png")
        try FileManager.default.setAttributes([.modificationDate: before[.modificationDate]!], ofItemAtPath: path)
        let after = try FileManager.default.attributesOfItem(atPath: path)
        try #require(after[.size] as? Int == before[.size] as? Int)
        #expect(try open().bitmap(at: 2).pixels == [UInt8](repeating: UInt8(value), count: 36))
        try write(7, "data/9.png")
        #expect(try open().count == 6)
        try FileManager.default.removeItem(atPath: scratch.path("data/0.png"))
        #expect(try open() == decoded())
    }

    @Test func `other sizes and channels have files of their own`() throws {
        _ = (try open(), try open(size: 5), try open(channels: 3))
        #expect(files().count == 3)
        #expect(try open(size: 5) == decoded(size: 5))
    }

    @Test(arguments: [0, 10, 30, -1, -40])
    func `a damaged file is decoded again with a note`(position: Int) throws {
        let plain = try decoded()
        _ = try open()
        var bytes = try Data(contentsOf: file())
        bytes[position >= 0 ? position : bytes.count + position] ^= 0x10
        try bytes.write(to: file())
        let again = try open()
        #expect(again.pixels == plain.pixels && again.notes.count == 1)
        #expect(again.notes.first?.contains("damaged") == true && again.notes.first?.contains("\n") == false)
        let third = try open()
        #expect(third.notes.isEmpty && third == plain && third.pixels.cached != nil)
    }

    @Test(arguments: [0, 7, 100, 4100]) func `a file that ends early is decoded again`(count: Int) throws {
        _ = try open()
        try Data(contentsOf: file()).prefix(count).write(to: file())
        let again = try open()
        #expect(try again.pixels == decoded().pixels && again.notes.count == 1)
    }

    @Test func `the least recently used files are deleted beyond the limit`() throws {
        _ = try open()
        let bytes = try Data(contentsOf: file()).count
        let small = PixelCache(folder: cache.folder, limit: 5 * bytes / 2)
        _ = try open(small, size: 7)
        let both = files()
        // The first one is used again, so the second one is the older.
        usleep(20_000)
        _ = try open(small)
        _ = try open(small, size: 8)
        #expect(files().count == 2 && Set(files()).intersection(both).count == 1)
        #expect(try open(small).pixels.cached != nil)
        let tiny = PixelCache(folder: scratch.path("tiny"), limit: 100)
        #expect(try open(tiny) == decoded() && files(scratch.path("tiny")).isEmpty)
    }

    @Test func `a cache that cannot be written costs nothing but time`() throws {
        try scratch.write([1], "occupied")
        let blocked = PixelCache(folder: scratch.path("occupied/pixels"), limit: 1 << 30)
        #expect(try open(blocked) == decoded())
    }

    @Test func `few small files are decoded each time, so that they leave nothing behind`() throws {
        let ofPrograms = try #require(PixelCache(environment: ["XDG_CACHE_HOME": scratch.path("user")]))
        #expect(ofPrograms.folder == scratch.path("user/tessera/pixels"))
        #expect(try open(ofPrograms) == decoded())
        #expect(!FileManager.default.fileExists(atPath: scratch.path("user")))
    }

    @Test func `an environment variable sets the limit, and 0 turns the cache off`() {
        let home = ["HOME": "/home/nobody"]
        func limit(_ text: String) -> Int? {
            PixelCache(environment: home.merging([PixelCache.variable: text]) { $1 })?.limit
        }
        #expect(PixelCache(environment: home)?.limit == PixelCache.defaultMegabytes << 20)
        #expect(limit("100") == 100 << 20 && limit("0") == nil && limit("-3") == nil)
        #expect(limit("much") == PixelCache.defaultMegabytes << 20)
        #expect(PixelCache(environment: [:]) == nil)
    }
}
