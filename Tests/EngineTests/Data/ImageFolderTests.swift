import Datasets
import FoundationEssentials
import Raster
import Testing

@Suite struct `Folders of images` {
    let scratch = ScratchFolder()

    private func write(_ bitmap: Bitmap, _ name: String) throws {
        try scratch.write(PNG.encode(bitmap), name)
    }

    private func plain(_ value: UInt8, width: Int = 40, height: Int = 40, channels: Int = 1) -> Bitmap {
        Bitmap(width: width, height: height, channels: channels, filledWith: value)
    }

    @Test func `images are sorted by the bytes of their paths, at any depth`() throws {
        for (value, name) in [(3, "b/x.png"), (1, "B/10.PNG"), (2, "B/9.png"), (4, "b/y/deep/z.png")] {
            try write(plain(UInt8(value)), name)
        }
        let images = try DataSource.open(scratch.path, size: 8)
        #expect((0..<images.count).map { images.bitmap(at: $0).pixels[0] } == [1, 2, 3, 4])
        #expect(images.classNames == ["B", "b"] && images.labels == [0, 0, 1, 1])
    }

    @Test func `paths that differ late, early or by their length alone are sorted by their bytes`() throws {
        let paths = [
            "set/long common beginning 1.png", "set/long common beginning 10.png", "set/long common beginning 2.png",
            "set/long common beginning.png", "set/long.png", "set/é.png", "set a/x.png", "set.png",
            "set/long common beginning 10.jpeg.png",
        ]
        for path in paths { try write(plain(1), path) }
        let files = try DataSource.open(scratch.path, size: 8).files
        #expect(files == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test func `a folder is listed once while data is opened, and again the next time`() throws {
        try write(plain(1), "a.png")
        let counts = try FolderListings.shared {
            let first = try DataSource.open(scratch.path, size: 8).count
            try write(plain(2), "b.png")
            return [first, try DataSource.open(scratch.path, size: 8).count]
        }
        #expect(counts == [1, 1])
        #expect(try DataSource.open(scratch.path, size: 8).count == 2)
    }

    @Test func `a mask and a repair beside their image are left out, files with such names alone are not`() throws {
        for name in ["a.png", "a.mask.png", "a.repaired.png", "b.mask.png", "mask.png"] { try write(plain(1), name) }
        let images = try DataSource.open(scratch.path, size: 8)
        #expect(images.files == ["a.png", "b.mask.png", "mask.png"] && images.leftOut.counts.values.reduce(0, +) == 2)
    }

    @Test func `images outside subfolders have no classes`() throws {
        try write(plain(1), "a/x.png")
        try write(plain(2), "y.png")
        let images = try DataSource.open(scratch.path)
        #expect(images.labels == nil && images.classNames == nil)
    }

    @Test func `unreadable images are skipped and named`() throws {
        try write(plain(1), "a.png")
        try scratch.write(Array("not an image".utf8), "b.png")
        try scratch.write(Array(try scratch.read("a.png").prefix(50)), "c.png")
        try scratch.write([], "d.jpg")
        try scratch.write([1], "notes.txt")
        try write(plain(1), ".hidden.png")
        let images = try DataSource.open(scratch.path)
        #expect(images.count == 1)
        #expect(images.skipped.map(\.file) == ["b.png", "c.png", "d.jpg"])
        #expect(images.skipped.allSatisfy { !$0.reason.isEmpty && !$0.reason.contains("\n") })
    }

    @Test func `a folder of unreadable images and an empty folder are errors`() throws {
        #expect(throws: DataError.noData(path: scratch.path)) { try DataSource.open(scratch.path) }
        for i in 0..<70 { try scratch.write([1, 2, 3], "\(100 + i).png") }
        let error = #expect(throws: DataError.self) { try DataSource.open(scratch.path) }
        guard case .noGoodImage(scratch.path, 70, let first) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(first.file == "100.png")
    }

    @Test func `the centre square is averaged`() throws {
        // Columns 0...9 dark, 10...19 grey, 20...29 light: of 30 x 10 the middle 10 x 10 is all grey.
        let pixels = (0..<10 * 30).map { i -> UInt8 in [0, 128, 255][i % 30 / 10] }
        try write(Bitmap(width: 30, height: 10, channels: 1, pixels: pixels), "wide.png")
        let images = try DataSource.open(scratch.path, size: 5)
        #expect(images.pixels == [UInt8](repeating: 128, count: 25))
    }

    @Test func `the default size is the largest that half of the images reach`() throws {
        for (i, side) in [20, 33, 40, 200].enumerated() {
            try write(plain(1, width: side, height: side + 9), "\(i).png")
        }
        #expect(try DataSource.open(scratch.path).width == 32)
        for i in 4..<8 { try write(plain(1, width: 64, height: 64), "\(i).png") }
        #expect(try DataSource.open(scratch.path).width == 64)
    }

    @Test func `images smaller than all default sizes are enlarged to the smallest`() throws {
        try write(plain(9, width: 3, height: 3), "a.png")
        let images = try DataSource.open(scratch.path)
        #expect(images.width == 8 && images.pixels.allSatisfy { $0 == 9 })
    }

    @Test func `one colour image makes the data RGB by default`() throws {
        try write(plain(7), "a.png")
        try write(plain(7, channels: 3), "b.png")
        #expect(try DataSource.open(scratch.path).channels == 3)
        #expect(try DataSource.open(scratch.path, channels: 1).channels == 1)
    }

    @Test func `a link to the parent folder is not followed forever`() throws {
        try write(plain(1), "a/x.png")
        try FileManager.default.createSymbolicLink(atPath: scratch.path("a/up"), withDestinationPath: "..")
        #expect(try DataSource.open(scratch.path).count == 1)
    }

    @Test func `parallel reading keeps the order of the images`() throws {
        for i in 0..<150 {
            let pixels = (0..<256).map { UInt8(truncatingIfNeeded: $0 &* i) }
            try write(Bitmap(width: 16, height: 16, channels: 1, pixels: pixels), "\(1000 + i).png")
        }
        let images = try DataSource.open(scratch.path, size: 16)
        #expect(images.count == 150)
        for i in 0..<150 { #expect(images.bitmap(at: i).pixels[3] == UInt8(truncatingIfNeeded: 3 * i)) }
    }

    @Test func `images that do not fit into memory are rejected with both sizes`() {
        let error = DataError.tooLarge(path: "p", bytes: 9_000_000_001, limit: 4_000_000_000)
        #expect(error.what == "its images need 9001 MB of memory, 4000 MB are available")
    }

    @Test func `transparent pixels become white`() throws {
        // A PNG of one pixel, RGBA (10, 20, 30, 0), in decimal bytes.
        let png: [UInt8] = [
            137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1,
            8, 6, 0, 0, 0, 31, 21, 196, 137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 156, 99, 224, 18, 145, 99,
            0, 0, 0, 165, 0, 61, 105, 152, 136, 188, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
        ]
        try scratch.write(png, "a.png")
        #expect(try DataSource.open(scratch.path, size: 8).pixels.allSatisfy { $0 == 255 })
    }
}
