import Raster

/// Pictures with their captions and sounds, ready for the encoders: each different caption and each different sound once.
struct JointData {
    let images: ImageSet
    let captions: [String]
    /// The captions of each picture, as places in `captions`; likewise the sounds.
    let captionsOf: [[Int]]
    let soundsOf: [[Int]]
    let known: KnownFeatures
    /// (sounds, Spectrogram.count), 0...1 as 0...255: hundreds of megabytes otherwise, for differences nobody hears.
    let spectrograms: [UInt8]
    /// What could not be read or heard, a line each.
    let faults: [String]

    var soundCount: Int { spectrograms.count / Spectrogram.count }

    /// The kinds that the data has.
    var modalities: [Modality] {
        Modality.allCases.filter { modality in
            switch modality {
            case .text: !captions.isEmpty
            case .audio: !spectrograms.isEmpty
            case .image: true
            }
        }
    }

    /// Reads every sound once.
    /// - Throws: `ModalityError.noPairs` for pictures alone.
    init(_ pairs: PairedSet, lanes: Int, progress: (String, Double) -> Void = { _, _ in }) throws(ModalityError) {
        images = pairs.images
        // A caption without a word in it says nothing.
        let texts = Listed(pairs.captions.map { $0.filter { !NormalisedText($0).isEmpty } })
        (captions, captionsOf) = (texts.items, texts.places)
        known = captions.reduce(into: KnownFeatures()) { $0.insert(TextFeatures(NormalisedText($1))) }

        let sources = Listed(pairs.sounds)
        let logMel = LogMel(lanes: lanes)
        var (spectrograms, faults, heard) = ([UInt8](), [String](), 0), places: [Int?] = []
        Blocks.each(sources.items.count, progress: { progress("listening to sounds", $0) }) { index in
            Result { () throws(SoundError) in try sources.items[index].clip(seconds: Spectrogram.mostSeconds) }
        } take: { index, clip in
            do {
                spectrograms += try Spectrogram(try clip.get(), name: sources.items[index].name, logMel).bytes
                places.append(heard)
                heard += 1
            } catch {
                places.append(nil)
                faults.append("\(error)")
            }
        }
        (self.spectrograms, self.faults) = (spectrograms, faults)
        soundsOf = sources.places.map { $0.compactMap { places[$0] } }
        guard !captions.isEmpty || !spectrograms.isEmpty else { throw .noPairs(data: images.name) }
    }

    /// Writes the vector of caption `index`; with `random`, sometimes with a slip of the keyboard.
    func writeText(_ index: Int, to target: inout MutableSpan<Float>, at start: Int, _ random: inout SeededMixing.Sequence) {
        let isSlip = random.uniform(0...1) < Self.slips
        let text = isSlip ? LetterNoise.disturbed(captions[index], &random) : captions[index]
        TextFeatures(NormalisedText(text)).write(to: &target, at: start, known: known)
    }

    private static let slips: Float = 0.3

    /// Writes the vector of caption `index` as it is.
    func writeText(_ index: Int, to target: inout MutableSpan<Float>, at start: Int) {
        TextFeatures(NormalisedText(captions[index])).write(to: &target, at: start, known: known)
    }

    /// Writes what `warp` makes of sound `index`.
    func writeSound(_ index: Int, to target: inout MutableSpan<Float>, at start: Int, _ warp: SpectrogramWarp) {
        warp.write(spectrograms.span, from: index * Spectrogram.count, to: &target, at: start)
    }
}

/// Lists of things, many of them shared: each once, and where the lists have them.
private struct Listed<Item: Hashable & Sendable>: Sendable {
    private(set) var items: [Item] = []
    private(set) var places: [[Int]] = []

    init(_ lists: [[Item]]) {
        var known: [Item: Int] = [:]
        places.reserveCapacity(lists.count)
        for list in lists {
            places.append(list.map { item in
                if let place = known[item] { return place }
                known[item] = items.count
                items.append(item)
                return items.count - 1
            })
        }
    }
}
