import Conditioning
import Datasets
import Evaluation
import Models
import Numerics
import Render

/// How well texts and sounds retrieve images of the data, and how well generated images match them.
struct PromptEvaluation: Encodable {
    /// Whether the pairs are of a test split: without one, the run was trained on them.
    let areHeldOut: Bool
    let images: Int
    let retrieval: [Retrieval]
    let promptAdherence: [PromptAdherence]

    /// Uses held-out captions and sounds of the run's data, or those that it was trained on where there is no test split; nil for a run
    /// without an embedding space, and for data without captions and sounds.
    /// - Parameter scorer: its classifier finds the class of generated images; nil where the data are too few for one.
    init?(checkpoint: String, _ scorer: Scorer?, threads: Int, progress: (String, Double) -> Void) throws {
        let opened = try OpenedCheckpoint(checkpoint)
        guard opened.preset.isMultimodal else { return nil }
        let generator = try GeneratorModel(opened, threads: threads),
            encoder = try opened.multimodalEncoder(threads: threads)
        // Data that are gone do not stop a score against other data.
        guard let data = try? DataLocation.existing(opened.note.data, near: checkpoint) else { return nil }
        let shape = encoder.imageShape
        let (all, areHeldOut) = try Self.pairs(
            data, size: ImageSizing(shape.size, fit: opened.note.fit), channels: shape.channels, threads: threads,
            progress: progress)
        let found = Self.audible(all, encoder, progress)
        guard found.images.count > 0 else { return nil }
        self.areHeldOut = areHeldOut
        images = found.images.count
        retrieval = try Retrieval.all(of: found, encoder, threads: threads, progress: progress)
        promptAdherence = try PromptAdherence.all(of: found, encoder, generator, progress: progress) {
            scorer?.classes(of: $0)
        }
        guard !retrieval.isEmpty || !promptAdherence.isEmpty else { return nil }
    }

    /// The same without sounds that cannot be read or are silent, which training leaves out too.
    private static func audible(
        _ pairs: MultimodalSet, _ encoder: MultimodalEncoder, _ progress: (String, Double) -> Void
    )
        -> MultimodalSet
    {
        guard encoder.modalities.contains(.audio) else { return pairs }
        var isAudible: [AudioSource: Bool] = [:]
        let sounds = pairs.sounds.enumerated().map { index, sources -> [AudioSource] in
            guard let first = sources.first else { return [] }
            progress("listening to sounds", Double(index) / Double(pairs.sounds.count))
            let isGood = isAudible[first] ?? ((try? encoder.soundVectors(of: [index], in: pairs)) != nil)
            isAudible[first] = isGood
            return isGood ? sources : []
        }
        return MultimodalSet(
            images: pairs.images, captions: pairs.captions, sounds: sounds, faults: pairs.faults,
            areGenerated: pairs.areGenerated, traits: pairs.traits)
    }

    /// The test split of the data, else the data themselves.
    private static func pairs(
        _ data: String, size: ImageSizing, channels: Int, threads: Int, progress: (String, Double) -> Void
    ) throws(DataError) -> (MultimodalSet, areHeldOut: Bool) {
        let name = DataName(data)
        do {
            let test = try MultimodalSource.open(
                name.test.text, size: size, channels: channels, threads: threads, progress: progress)
            return (test, true)
        } catch .noTestSplit {
            let all = try MultimodalSource.open(
                data, size: size, channels: channels, threads: threads, progress: progress)
            return (all, name.isTest)
        }
    }

    var lines: [String] {
        var rows = [["", "value", "95 % interval", "prompts"]]
        func add(_ name: String, _ value: Estimate) {
            rows.append([
                name, Numbers.fixed(value.value, 3),
                "\(Numbers.fixed(value.low, 3)) to \(Numbers.fixed(value.high, 3))", Numbers.grouped(value.samples),
            ])
        }
        for one in retrieval { add("precision at \(Retrieval.depth), \(one.query)", one.precision) }
        for one in promptAdherence { add("\(one.aspect) accuracy, \(one.query)", one.accuracy) }
        let of =
            areHeldOut
            ? ""
            : ", of the \(Numbers.grouped(images)) images that the run was trained on, as there is no test split: at most this good"
        return ["", "prompts (higher is better)\(of)"] + TextTable.lines(rows)
    }
}
