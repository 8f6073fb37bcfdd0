import Datasets
import Numerics
import Testing

@Suite struct `Generated captions` {
    private let fashion = Captions(classNames: FashionMNIST.classNames)

    private func captions(_ label: Int, _ variant: CaptionVariant) -> Set<String> {
        Set((0..<400).map { fashion.caption(of: label, variant, seed: UInt64($0)) })
    }

    @Test func `equal seeds give equal captions and other seeds many others`() {
        #expect(fashion.caption(of: 9, seed: 5) == fashion.caption(of: 9, seed: 5))
        for label in 0..<10 { #expect(captions(label, .trained).count >= 20, "\(captions(label, .trained))") }
    }

    @Test(arguments: [CaptionVariant.synonym, .order, .typing])
    func `held-out captions never occur in training`(variant: CaptionVariant) {
        for label in 0..<10 {
            let trained = Set((0..<5000).map { fashion.caption(of: label, seed: UInt64($0)) })
            let both = captions(label, variant).intersection(trained)
            #expect(both.isEmpty)
        }
    }

    @Test func `no name belongs to two classes, and none is both trained and held out`() {
        for tables in [
            FashionMNIST.names, Outline.allCases.map(\.names), SceneTraits.Colour.allCases.map(\.names),
            SceneTraits.Size.allCases.map(\.names), SceneTraits.Position.allCases.map(\.names),
        ] {
            let all = tables.flatMap { $0.trained + $0.heldOut }
            #expect(Set(all).count == all.count, "\(all)")
        }
        #expect(FashionMNIST.names.count == FashionMNIST.classNames.count)
    }

    @Test func `names get the right article`() {
        #expect(Synonyms.withArticle("ankle boot") == "an ankle boot" && Synonyms.withArticle("dress") == "a dress")
        #expect(
            Synonyms.withArticle("trousers") == "trousers"
                && Synonyms.withArticle("pair of trousers") == "a pair of trousers")
        #expect(Synonyms.withArticle("7") == "7")
    }

    @Test func `class names become words`() {
        #expect(Synonyms(className: "T-shirt/top").trained == ["t shirt", "top"])
        #expect(
            Synonyms(className: "ankle_boot").trained == ["ankle boot"]
                && Synonyms(className: "ankle_boot").heldOut == ["ankle boots"])
        #expect(Synonyms(className: "dresses").heldOut == ["dress"] && Synonyms(className: "fox").heldOut == ["foxes"])
        #expect(Synonyms(className: "boxes").heldOut == ["box"] && Synonyms(className: "shoes").heldOut == ["shoe"])
        #expect(Synonyms(className: "/").trained == ["/"])
    }

    @Test func `a caption of a shapes image names the shape and has no empty placeholder`() {
        for colour in [SceneTraits.Colour.orange, nil] {
            let traits = SceneTraits(shape: .hexagon, colour: colour, size: .large, position: .topLeft)
            for variant in CaptionVariant.allCases {
                for seed in 0..<300 {
                    let caption = Captions.caption(of: traits, variant, seed: UInt64(seed))
                    #expect(
                        !caption.contains("{") && !caption.contains("  ") && !caption.contains(" a orange"),
                        "\(caption)")
                    if variant == .trained || variant == .order {
                        #expect(Outline.hexagon.names.trained.contains { caption.contains($0) }, "\(caption)")
                        let isColoured = SceneTraits.Colour.allCases.contains {
                            $0.names.trained.contains { caption.contains($0) }
                        }
                        if colour == nil { #expect(!isColoured, "\(caption)") }
                    }
                }
            }
        }
    }

    @Test func `a typing error changes exactly one word by at most one letter`() {
        for seed in 0..<500 {
            var random = SplitMix64.Sequence(seed: UInt64(seed))
            let caption = "a photo of an ankle boot", mistyped = Typo.inserted(into: caption, &random)
            #expect(mistyped != caption && abs(mistyped.count - caption.count) <= 1)
            #expect(mistyped.split(separator: " ").count == 6)
            let changed = zip(mistyped.split(separator: " "), caption.split(separator: " ")).filter { $0 != $1 }
            #expect(changed.count == 1 && changed[0].0.first == changed[0].1.first)
        }
        var random = SplitMix64.Sequence(seed: 0)
        #expect(Typo.inserted(into: "an ox", &random) == "an ox" && Typo.inserted(into: "a bag", &random) != "a bag")
    }
}
