import Datasets
import FoundationEssentials
import Raster
import Testing

/// Splits and classes of folders of images.
@Suite struct `Splits and classes of folders` {
    let scratch = ScratchFolder()

    private func image(_ value: UInt8, _ name: String) throws {
        try scratch.write(PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: value)), name)
    }

    private func values(_ images: ImageSet) -> [UInt8] { (0..<images.count).map { images.bitmap(at: $0).pixels[0] } }

    @Test(arguments: [
        ("train", "test"), ("Train", "VAL"), ("training", "testing"), ("TRAIN", "valid"), ("train", "validation"),
        ("train", "dev"),
    ]) func `folders with the usual names are splits, never classes`(training: String, heldOut: String) throws {
        try image(1, "\(training)/cat/a.png")
        try image(2, "\(heldOut)/cat/b.png")
        let images = try DataSource.open(scratch.path), test = try DataSource.open(scratch.path + ":test")
        #expect(values(images) == [1] && values(test) == [2])
        #expect(images.classNames == ["cat"] && test.classNames == ["cat"])
    }

    @Test func `class ids come from both splits, and a class that one lacks is named`() throws {
        for (value, name) in [
            (1, "train/ant/a.png"), (2, "train/cat/a.png"), (3, "test/bee/a.png"), (4, "test/cat/a.png"),
        ] {
            try image(UInt8(value), name)
        }
        let images = try DataSource.open(scratch.path), test = try DataSource.open(scratch.path + ":test")
        #expect(images.classNames == ["ant", "bee", "cat"] && test.classNames == images.classNames)
        #expect(images.labels == [0, 2] && test.labels == [1, 2])
        #expect(images.skipped.map(\.file) == ["train/bee"] && test.skipped.map(\.file) == ["test/ant"])
        #expect(images.skipped.allSatisfy { $0.reason.contains("other split") })
    }

    @Test func `a test split is preferred to a validation split, which is named`() throws {
        for (value, name) in [(1, "train/a.png"), (2, "test/a.png"), (3, "val/a.png")] { try image(UInt8(value), name) }
        #expect(try values(DataSource.open(scratch.path + ":test")) == [2])
        let left = try DataSource.open(scratch.path).skipped
        #expect(left.map(\.file) == ["val/"] && left[0].reason.contains("test is the held-out split"))
    }

    @Test func `class folders beside the splits are named with what to do`() throws {
        for (value, name) in [(1, "train/a.png"), (2, "test/a.png"), (3, "cats/a.png")] {
            try image(UInt8(value), name)
        }
        try scratch.write([1], "notes/readme.txt")
        let images = try DataSource.open(scratch.path)
        #expect(values(images) == [1] && images.skipped.map(\.file) == ["cats/"])
        #expect(images.skipped[0].reason.contains("put it into the split"))
    }

    @Test func `a training split alone has no test split, a test split alone is an error that names it`() throws {
        try image(1, "train/a.png")
        #expect(try values(DataSource.open(scratch.path)) == [1])
        #expect(throws: DataError.noTestSplit(scratch.path + ":test")) { try DataSource.open(scratch.path + ":test") }
        let other = ScratchFolder()
        try other.write(PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: 2)), "Val/a.png")
        let error = #expect(throws: DataError.self) { try DataSource.open(other.path) }
        #expect(error == .noTrainingSplit(path: other.path, has: "Val"))
        #expect(error?.description.contains("\(other.path)/Val") == true)
    }

    @Test func `a class is one folder level, or as many as the name says`() throws {
        for (value, name) in [(1, "animals/birds/a.png"), (2, "animals/cats/b.png"), (3, "plants/c.png")] {
            try image(UInt8(value), name)
        }
        #expect(try DataSource.open(scratch.path).classNames == ["animals", "plants"])
        let deep = try DataSource.open(scratch.path + ":classes=2")
        #expect(deep.classNames == ["animals/birds", "animals/cats", "plants"] && deep.labels == [0, 1, 2])
        #expect(deep.name == scratch.path + ":classes=2")
    }

    @Test func `more class folders than can be classes are counted, with the limit`() throws {
        for i in 0..<257 { try image(UInt8(i % 200), "class\(i)/a.png") }
        let images = try DataSource.open(scratch.path, size: 8)
        #expect(images.count == 257 && images.labels == nil && images.classNames == nil)
        #expect(
            images.skipped.map(\.reason) == [
                "257 folders, and at most 256 can be classes: the images are read without classes"
            ])
    }

    @Test(arguments: [
        ("data", DataName("data")), ("data:test", DataName("data").test), ("a:b", DataName("a:b")),
        ("data:classes=0", DataName("data:classes=0")),
    ]) func `suffixes that mean nothing belong to the path`(text: String, name: DataName) {
        #expect(name.text == text && (name.base == "data") == text.hasPrefix("data") || name.base == text)
    }

    @Test func `suffixes are read in any order and written in one`() {
        let name = DataName("stamps:test:captions=pt_BR:classes=3")
        #expect(name.base == "stamps" && name.isTest && name.language == "pt_BR" && name.classDepth == 3)
        #expect(name.text == "stamps:classes=3:captions=pt_BR:test" && DataName(name.text) == name)
    }
}
