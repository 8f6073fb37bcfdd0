import Conditioning
import Datasets
import Evaluation
import Models
import Numerics
import Render

/// How well texts and sounds retrieve images of the data, and how well generated images match them.
struct PromptEvaluation: Encodable {
    let retrieval: [Retrieval]
    let promptAdherence: [PromptAdherence]

    /// Uses held-out captions and sounds of the run's data; nil for a run without an embedding space, and for data without a test split.
    init?(checkpoint: String, _ scorer: Scorer, threads: Int, progress: (String, Double) -> Void) throws {
        let opened = try OpenedCheckpoint(checkpoint)
        guard opened.preset.isMultimodal else { return nil }
        let generator = try GeneratorModel(opened, threads: threads),
            encoder = try opened.multimodalEncoder(threads: threads)
        let data = DataLocation.find(opened.note.data, near: checkpoint),
            name = data.hasSuffix(":test") ? data : data + ":test", shape = encoder.imageShape
        // All captions of data without a test split were used in training.
        guard
            let pairs = try? MultimodalSource.open(
                name, size: ImageSizing(shape.size, fit: opened.note.fit), channels: shape.channels, threads: threads,
                progress: progress)
        else { return nil }
        retrieval = try Retrieval.all(of: pairs, encoder, threads: threads, progress: progress)
        promptAdherence = try PromptAdherence.all(of: pairs, encoder, generator, scorer: scorer, progress: progress)
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
        return ["", "prompts (higher is better)"] + TextTable.lines(rows)
    }
}
