/// How often a drawn picture shows what it was asked for, on captions and sounds that the run has never met.
public struct Obedience: Sendable, Equatable, Codable {
    /// What was asked with: "text", perhaps with the way of wording, or "audio".
    public let query: String
    /// What is looked at: "class", or "shape", "colour", "extent" and "place" of drawn scenes.
    public let aspect: String
    public let share: Estimate

    /// Pictures drawn for each kind of query.
    private static let most = 1_000

    /// One kind of query: its name, the held-out pictures asked for, and their vectors.
    private struct Asking {
        let name: String
        let pictures: [Int]
        let captions: [String]?
        let vectors: [Float]
    }

    /// Draws a picture for captions, by each way of wording where there are several, and for sounds of held-out `pairs`.
    ///
    /// Classes are told by `scorer`'s classifier; what drawn scenes show is read by `SceneReading`, each trait counted where the caption
    /// names it.
    public static func all(of pairs: PairedSet, _ model: JointModel, _ generator: GeneratorModel, scorer: Scorer, seed: UInt64 = 0,
                           progress: (String, Double) -> Void = { _, _ in }) throws -> [Obedience] {
        try askings(pairs, model).flatMap { asking -> [Obedience] in
            progress("drawing what is asked for by \(asking.name)", 0)
            let noise = generator.latents(seed: seed, 0..<asking.pictures.count)
            let drawn = generator.pictures(for: noise, conditions: generator.conditions(asked: asking.vectors, for: noise))
            if let traits = pairs.traits {
                let seen = drawn.map { SceneReading($0)?.traits }
                return Aspect.allCases.compactMap { aspect in
                    let counted = asking.pictures.indices.filter { place in
                        asking.captions.map { aspect.isNamed(in: $0[place], traits[asking.pictures[place]]) } ?? aspect.isThere(in: traits[asking.pictures[place]])
                    }
                    guard !counted.isEmpty else { return nil }
                    let hits = counted.count { place in seen[place].map { aspect.agrees($0, traits[asking.pictures[place]]) } ?? false }
                    return Obedience(query: asking.name, aspect: aspect.rawValue, share: Estimate(hits: hits, of: counted.count))
                }
            }
            let shape = generator.architecture
            let images = ImageSet(name: "drawn", height: shape.height, width: shape.width, channels: shape.channels, pixels: drawn.flatMap(\.pixels))
            guard let labels = pairs.images.labels, let classes = scorer.classes(of: images) else { return [] }
            let hits = zip(classes, asking.pictures).count { $0 == Int(labels[$1]) }
            return [Obedience(query: asking.name, aspect: "class", share: Estimate(hits: hits, of: classes.count))]
        }
    }

    private static func askings(_ pairs: PairedSet, _ model: JointModel) throws -> [Asking] {
        let pictures = Pick.indices(most, of: pairs.images.count, seed: 12)
        var askings: [Asking] = []
        if model.modalities.contains(.text) {
            for (name, place) in Retrieval.wordings(of: pairs) {
                let asked = pictures.filter { pairs.captions[$0].indices.contains(place) }
                let texts = asked.map { pairs.captions[$0][place] }
                askings.append(Asking(name: name, pictures: asked, captions: texts, vectors: model.vectors(texts: texts)))
            }
        }
        if model.modalities.contains(.audio) {
            let asked = pictures.filter { !pairs.sounds[$0].isEmpty }
            askings.append(Asking(name: Modality.audio.rawValue, pictures: asked, captions: nil, vectors: try model.vectors(ofSoundsOf: asked, in: pairs)))
        }
        return askings.filter { !$0.pictures.isEmpty }
    }
}

/// A trait of a drawn scene.
private enum Aspect: String, CaseIterable {
    case shape, colour, extent, place

    func agrees(_ seen: SceneTraits, _ truth: SceneTraits) -> Bool {
        switch self {
        case .shape: seen.shape == truth.shape
        case .colour: seen.colour == truth.colour
        case .extent: seen.extent == truth.extent
        case .place: seen.place == truth.place
        }
    }

    func isThere(in truth: SceneTraits) -> Bool { self != .colour || truth.colour != nil }

    func isNamed(in caption: String, _ truth: SceneTraits) -> Bool {
        let names: Names? = switch self {
        case .shape: truth.shape.names
        case .colour: truth.colour?.names
        case .extent: truth.extent.names
        case .place: truth.place.names
        }
        return names.map { ($0.trained + $0.heldOut).contains(where: caption.contains) } ?? false
    }
}
