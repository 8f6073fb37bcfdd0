/// Captions for pictures whose class, or whose traits, are known: drawn from sentences and synonyms, as a function of a seed.
public struct Captions: Sendable {
    private let names: [Names]

    /// For data with these classes.
    public init(classNames: [String]) {
        names = classNames == FashionMNIST.classNames ? FashionMNIST.names : classNames.map { Names(className: $0) }
    }

    /// A caption of class `label`; the same seed gives the same one.
    public func caption(of label: Int, _ wording: Wording = .trained, seed: UInt64) -> String {
        precondition(names.indices.contains(label), "class \(label) of \(names.count)")
        var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(label)))
        return Sentences.things.caption(["thing": names[label]], wording, &random)
    }

    /// A caption of a drawn picture; the same seed gives the same one. Some leave out the extent, some all but the shape.
    public static func caption(of traits: SceneTraits, _ wording: Wording = .trained, seed: UInt64) -> String {
        var random = SeededMixing.Sequence(seed: seed)
        var gaps = ["shape": traits.shape.names, "extent": traits.extent.names, "place": traits.place.names]
        gaps["colour"] = traits.colour?.names
        return Sentences.scenes.caption(gaps, wording, &random)
    }

    /// What is said aloud of class `label`: its names as training knows them, each with its article and alone, as people say them.
    func spoken(of label: Int) -> [String] {
        names[label].trained.flatMap { name in name == Names.withArticle(name) ? [name] : [Names.withArticle(name), name] }
    }
}
