import Numerics

/// Captions for images of a known class, or with known traits: random templates and synonyms, a function of a seed.
package struct Captions: Sendable {
    private let names: [Synonyms]
    private let templates: CaptionTemplates

    /// For data with these classes.
    /// - Parameter isColoured: whether the images have colour, so that no caption calls them grey.
    package init(classNames: [String], isColoured: Bool = false) {
        templates = isColoured ? .colouredThings : .things
        names = classNames == FashionMNIST.classNames ? FashionMNIST.names : classNames.map { Synonyms(className: $0) }
    }

    /// A caption of class `label`; the same seed gives the same caption.
    package func caption(of label: Int, _ variant: CaptionVariant = .trained, seed: UInt64) -> String {
        precondition(names.indices.contains(label), "class \(label) of \(names.count)")
        var random = SplitMix64.Sequence(seed: SplitMix64.word(seed, UInt64(label)))
        return templates.caption([("thing", names[label])], variant, &random)
    }

    /// A caption of a shapes image; the same seed gives the same caption. Some omit the size, some all but the shape.
    package static func caption(of traits: SceneTraits, _ variant: CaptionVariant = .trained, seed: UInt64) -> String {
        var random = SplitMix64.Sequence(seed: seed)
        // Another order would change every caption of a seed.
        let colour = traits.colour.map { [("colour", $0.names)] } ?? []
        let values: [CaptionTemplates.Value] =
            colour
            + [("size", traits.size.names), ("position", traits.position.names), ("shape", traits.shape.names)]
        return CaptionTemplates.scenes.caption(values, variant, &random)
    }

    /// The phrases that are spoken for class `label`: its training names, each with its article and without.
    func phrases(of label: Int) -> [String] {
        names[label].trained.flatMap { name in
            name == Synonyms.withArticle(name) ? [name] : [Synonyms.withArticle(name), name]
        }
    }
}
