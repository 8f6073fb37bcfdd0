import Datasets
import FoundationEssentials
import Raster
import Testing

/// Captions and sounds in files beside the images.
@Suite struct `Captions and sounds beside images` {
    let scratch = ScratchFolder()

    private func image(_ name: String) throws {
        try scratch.write(PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: 9)), name)
    }

    private func sound(_ name: String) throws {
        try scratch.write([], name)
        try AudioFile.write(AudioClip(samples: [0, 0.5, 0, -0.5], rate: 8000), to: "\(scratch.path)/\(name)")
    }

    private func read(_ suffix: String = "") throws -> MultimodalSet {
        try MultimodalSource.open(scratch.path + suffix, speech: nil)
    }

    private func names(_ set: MultimodalSet, _ index: Int) -> [String] {
        set.sounds[index].map { String($0.name.dropFirst(scratch.path.count + 1)) }
    }

    @Test func `a text file has a caption in each line, and lines of other languages are left out`() throws {
        try image("a.png")
        try image("b/c.png")
        try image("d.png")
        try scratch.write(
            Array("\u{FEFF}A cat. \n\n  A cat.\nde.utf8=Eine Katze.\npt_BR.utf8=Um gato.\nx = 3\n".utf8), "a.txt")
        try scratch.write(Array("A dog.\r\nfr.utf8=Un chien.\r\n".utf8), "b/c.caption")
        try scratch.write(Array("nobody's".utf8), "other.txt")
        let set = try read()
        #expect(set.captions == [["A cat.", "x = 3"], ["A dog."], []] && set.faults.isEmpty)
        #expect(
            set.notes.count == 1 && set.notes[0].contains("2 text files") && set.notes[0].contains("3 other languages"))
    }

    @Test func `a language that is asked for comes first, with the plain lines where it is missing`() throws {
        for name in ["a", "b"] { try image(name + ".png") }
        try scratch.write(Array("A cat.\nde.utf8=Eine Katze.\n".utf8), "a.txt")
        try scratch.write(Array("A dog.\n".utf8), "b.txt")
        #expect(try read(":captions=de").captions == [["Eine Katze."], ["A dog."]])
    }

    @Test func `sounds belong to the image with the longest name that they begin with`() throws {
        for name in ["cat.png", "cat_big.png", "dog.png"] { try image(name) }
        for name in ["cat.wav", "cat_meow.wav", "cat_big_roar.wav", "cat_desc_fr.wav", "cat_en_GB.wav", "catalog.wav"] {
            try sound(name)
        }
        let set = try read()
        #expect(
            names(set, 0) == ["cat.wav", "cat_meow.wav"] && names(set, 1) == ["cat_big_roar.wav"] && names(set, 2) == []
        )
        #expect(set.notes == ["sounds from 3 files beside the images; 2 of other languages left out"])
        let french = try read(":captions=fr")
        #expect(names(french, 0) == ["cat_desc_fr.wav"] && names(french, 1) == ["cat_big_roar.wav"])
    }

    @Test func `text that cannot be read is a fault of its image`() throws {
        for name in ["a", "b", "c"] { try image(name + ".png") }
        try scratch.write([0x41, 0xFF, 0xFE], "a.txt")
        try scratch.write([UInt8](repeating: 0x41, count: 2000 + 1), "b.txt")
        try scratch.write([UInt8](repeating: 0x41, count: 1 << 21), "c.txt")
        let set = try read()
        #expect(set.captions.map(\.count) == [0, 1, 0] && set.captions[1][0].count == 2000)
        #expect(set.faults.map(\.file) == ["a.txt", "b.txt", "c.txt"])
        #expect(set.faults[0].reason.contains("UTF-8") && set.faults[2].reason.contains("megabyte"))
    }

    @Test func `metadata comes before files beside the images`() throws {
        try image("a.png")
        try scratch.write(Array("beside".utf8), "a.txt")
        try scratch.write(Array("file_name,text\na.png,listed\n".utf8), "metadata.csv")
        #expect(try read().captions == [["listed"]])
    }

    @Test func `an inspection says where captions and sounds come from`() throws {
        try image("a.png")
        try scratch.write(Array("A cat.".utf8), "a.txt")
        let found = DataInspection(try read())
        #expect(found.notes == ["captions from 1 text file beside the images"] && found.captions.count == 1)
    }

    @Test func `both splits read what lies beside their own images`() throws {
        for split in ["train", "val"] {
            try image("\(split)/x/a.png")
            try scratch.write(Array("in \(split)".utf8), "\(split)/x/a.txt")
        }
        let both = try TrainTestSplit.open(scratch.path, speech: nil)
        #expect(both.training.captions == [["in train"]] && both.heldOut?.captions == [["in val"]])
    }
}
