import Numerics

/// Reads a dataset with captions and sounds by its name or path.
package enum MultimodalSource {
    /// Generated captions and sounds of a training image.
    private static let captionsPerImage = 4, speechPerImage = 4, takesPerImage = 2
    private static let seed: UInt64 = 6

    /// Reads a dataset as `DataSource.open` does, with captions and sounds.
    ///
    /// - A folder with `metadata.jsonl` or `metadata.csv` has its own captions and sounds, else one with captions and sounds in files
    ///   beside the images: see `SidecarFiles`. `name:test` reads the held-out split where the folder has splits.
    /// - Labelled images, e.g. `fashion-mnist`, get four captions each, generated from the class names, and the names spoken by
    ///   espeak-ng in many voices. Speech is synthesized once, which takes a minute, and cached.
    /// - `shapes` get captions and sounds generated from the traits of each image.
    ///
    /// Generated captions of a test split have one caption of each `CaptionVariant`, in the order of `allCases`, so that each variant
    /// can be evaluated separately; its speech has voices and speeds that training does not have. Sounds are listed, not read: see
    /// `AudioSource.clip`.
    /// - Parameters:
    ///   - makesCaptions: false reads only the captions of the data itself.
    ///   - speech: synthesizes captions; nil for no speech.
    /// - Throws: `DataError` where there are no images; faults in captions and sounds are in the result's `faults`.
    package static func open(
        _ name: String, size: ImageSizing = nil, channels: Int? = nil, makesCaptions: Bool = true,
        speech: SpeechSynthesizer? = SpeechSynthesizer(),
        threads: Int = ThreadPool.processors, progress: (String, Double) -> Void = { _, _ in }
    ) throws(DataError) -> MultimodalSet {
        try FolderListings.shared { () throws(DataError) in
            try read(
                name, size: size, channels: channels, makesCaptions: makesCaptions, speech: speech, threads: threads,
                progress: progress)
        }
    }

    private static func read(
        _ name: String, size: ImageSizing, channels: Int?, makesCaptions: Bool, speech: SpeechSynthesizer?,
        threads: Int, progress: (String, Double) -> Void
    ) throws(DataError) -> MultimodalSet {
        try DataSource.check(size: size, channels: channels, of: name)
        let parsed = DataName(name), (base, test) = (parsed.base, parsed.isTest)
        // An error of the archive or the folder is that of opening the images.
        if !DataSource.names.contains(base), let place = try DataPlace.find(base, progress: progress),
            place.set == nil,
            place.isFolder, let folder = try? ImageFolder.list(place.path, parsed)
        {
            let root = place.path
            let metadata = try MetadataFolder.metadata(root: root, folder)
            if !metadata.isEmpty {
                var set = try MetadataFolder.read(
                    root: root, folder: folder, metadata: metadata, size: size, channels: channels, name: name,
                    threads: threads, progress: progress)
                set.images.skipped = place.skipped + set.images.skipped
                return set
            }
            let sidecars = SidecarFiles(folder, language: parsed.language)
            if !sidecars.isEmpty {
                let images = try ImageFolderReader.read(
                    folder, size: size, channels: channels, name: name, threads: threads, progress: progress)
                var set = sidecars.set(images, files: images.filesRead(of: folder))
                set.images.skipped = place.skipped + set.images.skipped
                return set
            }
        }
        let images = try DataSource.open(name, size: size, channels: channels, threads: threads, progress: progress)
        guard makesCaptions else { return MultimodalSet(images: images) }
        if base == "shapes" {
            return shapes(images, Shapes(test: test).traits(isColoured: images.channels > 1), test: test)
        }
        return labelled(images, test: test, speech: speech, threads: threads, progress: progress)
    }

    /// Images with captions of their classes, synthesized by `speech`; without captions where the images have no labels.
    package static func labelled(
        _ images: ImageSet, test: Bool, speech: SpeechSynthesizer?, threads: Int = ThreadPool.processors,
        progress: (String, Double) -> Void
    ) -> MultimodalSet {
        guard let labels = images.labels else { return MultimodalSet(images: images) }
        let classes = images.classNames ?? (0...(labels.max() ?? 0)).map { String($0) }
        let generator = Captions(classNames: classes, isColoured: images.channels > 1)
        let captions = labels.enumerated().map { i, label in
            variants(test: test).enumerated().map { k, variant in
                generator.caption(
                    of: Int(label), variant, seed: SplitMix64.word(seed, test ? 1 : 0, UInt64(i), UInt64(k)))
            }
        }
        guard let speech else { return MultimodalSet(images: images, captions: captions, areGenerated: true) }
        let phrases = classes.indices.map { generator.phrases(of: $0) }
        let spoken = speech.synthesize(Set(phrases.joined()).sorted(), heldOut: test, threads: threads) {
            progress("synthesizing speech", $0)
        }
        let files = phrases.map { of in of.flatMap { spoken.files[$0] ?? [] } }
        let sounds = labels.enumerated().map { i, label in
            choices(speechPerImage, of: files[Int(label)].count, image: i, test: test).map {
                AudioSource.file(files[Int(label)][$0])
            }
        }
        return MultimodalSet(
            images: images, captions: captions, sounds: sounds, faults: spoken.faults, areGenerated: true)
    }

    /// The shapes dataset with captions and sounds of the traits.
    private static func shapes(_ images: ImageSet, _ traits: [SceneTraits], test: Bool) -> MultimodalSet {
        let takes = test ? SceneAudio.heldOut : SceneAudio.trained
        let captions = traits.enumerated().map { i, traits in
            variants(test: test).enumerated().map { k, variant in
                Captions.caption(of: traits, variant, seed: SplitMix64.word(seed, test ? 1 : 0, UInt64(i), UInt64(k)))
            }
        }
        let sounds = traits.enumerated().map { i, traits in
            choices(takesPerImage, of: takes.count, image: i, test: test).map {
                AudioSource.scene(traits, take: takes.lowerBound + $0)
            }
        }
        return MultimodalSet(
            images: images, captions: captions, sounds: sounds, areGenerated: true, traits: traits)
    }

    private static func variants(test: Bool) -> [CaptionVariant] {
        test ? CaptionVariant.allCases : Array(repeating: .trained, count: captionsPerImage)
    }

    /// `wanted` distinct indices below `count`; all of them where `count` is smaller.
    private static func choices(_ wanted: Int, of count: Int, image: Int, test: Bool) -> [Int] {
        guard count > 0 else { return [] }
        let order = Permutation(count: count, key: SplitMix64.word(seed, test ? 3 : 2, UInt64(image)))
        return (0..<min(wanted, count)).map { order[$0] }
    }
}
