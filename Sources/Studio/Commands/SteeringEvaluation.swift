import Engine
import Render

/// How well a run understands texts and sounds: what they find, and what is drawn for them.
struct SteeringEvaluation: Encodable {
    let retrieval: [Retrieval]
    let obedience: [Obedience]

    /// Asks with held-out captions and sounds of the run's data; nil for a run without a joint space.
    init?(checkpoint: String, _ scorer: Scorer, lanes: Int, progress: (String, Double) -> Void) throws {
        let generator = try GeneratorModel(checkpoint: checkpoint, lanes: lanes)
        guard generator.architecture.joint != nil else { return nil }
        let model = try JointModel(checkpoint: checkpoint, lanes: lanes)
        let name = model.note.data.hasSuffix(":test") ? model.note.data : model.note.data + ":test", shape = model.pictureShape
        // Data without a test half has no captions that the run has not met.
        guard let pairs = try? PairedSource.open(name, size: shape.height, channels: shape.channels, progress: progress) else { return nil }
        retrieval = try Retrieval.all(of: pairs, model, lanes: lanes, progress: progress)
        obedience = try Obedience.all(of: pairs, model, generator, scorer: scorer, progress: progress)
    }

    var lines: [String] {
        var rows = [["", "value", "95 % interval", "asked"]]
        func add(_ name: String, _ share: Estimate) {
            rows.append([name, Numbers.fixed(share.value, 3), "\(Numbers.fixed(share.low, 3)) to \(Numbers.fixed(share.high, 3))", Numbers.grouped(share.samples)])
        }
        for one in retrieval { add("precision at \(Retrieval.depth), \(one.query)", one.precision) }
        for one in obedience { add("\(one.aspect) as asked, \(one.query)", one.share) }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return [""] + rows.map { row in
            row.enumerated().map { column, text in
                let padding = String(repeating: " ", count: widths[column] - text.count)
                return column == 0 ? text + padding : padding + text
            }.joined(separator: "   ")
        }
    }
}
