/// How a data name becomes pictures with captions and sounds.
public enum PairedSource {
    /// Captions, and sounds, of a picture for training, where they are made here.
    private static let captionsEach = 4, spokenEach = 4, takesEach = 2
    private static let seed: UInt64 = 6

    /// Reads the data called `name` as `DataSource.open` does, and what else is known of its pictures.
    ///
    /// - A folder with `metadata.jsonl` or `metadata.csv` brings captions and sounds along; `name:test` then takes its subfolder
    ///   `test`, where it has `train` and `test`.
    /// - Pictures with labels, e.g. `fashion-mnist`, get captions made of their classes' names, four for each picture, and the
    ///   names spoken by espeak-ng in many voices; the files are made once, which takes a minute, and kept.
    /// - `shapes` get captions of what was drawn, and sounds that tell the same.
    ///
    /// Where captions are made here, those of a test half are in the order of `Wording.allCases`, so that each way of wording can
    /// be measured on its own, and its sounds are by voices and at speeds that training does not have. Sounds are named, not
    /// read: see `SoundSource.clip`.
    /// - Parameters:
    ///   - makesCaptions: false gives only what the data brings along.
    ///   - speech: where spoken captions are kept; nil has none made.
    /// - Throws: `DataError`, where there are no pictures; what is wrong with captions and sounds is in the set's `faults`.
    public static func open(_ name: String, size: Int? = nil, channels: Int? = nil, makesCaptions: Bool = true, speech: Speech? = Speech(),
                            progress: (String, Double) -> Void = { _, _ in }) throws(DataError) -> PairedSet {
        try DataSource.check(size: size, channels: channels, of: name)
        let (base, test) = DataSource.split(name)
        if !DataSource.names.contains(base), Listing.isFolder(base),
           let half = try? FolderHalf.subfolder(of: base, test: test, name: name) {
            let metadata = try PairedFolder.metadata(root: base, half: half)
            if !metadata.isEmpty {
                return try PairedFolder.read(root: base, half: half, metadata: metadata, size: size, channels: channels, name: name,
                                             progress: progress)
            }
        }
        let images = try DataSource.open(name, size: size, channels: channels, progress: progress)
        guard makesCaptions else { return PairedSet(images: images) }
        if base == "shapes" { return drawn(images, Shapes(test: test).traits(isColoured: images.channels == 3), test: test) }
        return labelled(images, test: test, speech: speech, progress: progress)
    }

    /// Pictures with captions of their classes, spoken where `speech` is there; as they are where they have no classes.
    package static func labelled(_ images: ImageSet, test: Bool, speech: Speech?, progress: (String, Double) -> Void) -> PairedSet {
        guard let labels = images.labels else { return PairedSet(images: images) }
        let classes = images.classNames ?? (0...(labels.max() ?? 0)).map { String($0) }
        let maker = Captions(classNames: classes)
        let captions = labels.enumerated().map { i, label in
            wordings(test: test).enumerated().map { k, wording in
                maker.caption(of: Int(label), wording, seed: SeededMixing.word(seed, test ? 1 : 0, UInt64(i), UInt64(k)))
            }
        }
        guard let speech else { return PairedSet(images: images, captions: captions) }
        let phrases = classes.indices.map { maker.spoken(of: $0) }
        let spoken = speech.spoken(Set(phrases.joined()).sorted(), heldOut: test) { progress("speaking captions", $0) }
        let files = phrases.map { of in of.flatMap { spoken.files[$0] ?? [] } }
        let sounds = labels.enumerated().map { i, label in
            choices(spokenEach, of: files[Int(label)].count, picture: i, test: test).map { SoundSource.file(files[Int(label)][$0]) }
        }
        return PairedSet(images: images, captions: captions, sounds: sounds, faults: spoken.faults)
    }

    /// Drawn pictures with captions and sounds of what they show.
    private static func drawn(_ images: ImageSet, _ traits: [SceneTraits], test: Bool) -> PairedSet {
        let takes = test ? SceneSound.heldOut : SceneSound.trained
        let captions = traits.enumerated().map { i, traits in
            wordings(test: test).enumerated().map { k, wording in
                Captions.caption(of: traits, wording, seed: SeededMixing.word(seed, test ? 1 : 0, UInt64(i), UInt64(k)))
            }
        }
        let sounds = traits.enumerated().map { i, traits in
            choices(takesEach, of: takes.count, picture: i, test: test).map { SoundSource.scene(traits, take: takes.lowerBound + $0) }
        }
        return PairedSet(images: images, captions: captions, sounds: sounds, traits: traits)
    }

    private static func wordings(test: Bool) -> [Wording] {
        test ? Wording.allCases : Array(repeating: .trained, count: captionsEach)
    }

    /// `wanted` different numbers below `count`, all of them where there are no more.
    private static func choices(_ wanted: Int, of count: Int, picture: Int, test: Bool) -> [Int] {
        guard count > 0 else { return [] }
        let order = Permutation(count: count, key: SeededMixing.word(seed, test ? 3 : 2, UInt64(picture)))
        return (0..<min(wanted, count)).map { order[$0] }
    }
}
