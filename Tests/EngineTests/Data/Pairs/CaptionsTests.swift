import Engine
import Testing

@Suite struct `Captions of classes and of drawn pictures` {
    private let fashion = Captions(classNames: FashionMNIST.classNames)

    private func captions(_ label: Int, _ wording: Wording) -> Set<String> {
        Set((0..<400).map { fashion.caption(of: label, wording, seed: UInt64($0)) })
    }

    @Test func `the same seed gives the same caption and other seeds many others`() {
        #expect(fashion.caption(of: 9, seed: 5) == fashion.caption(of: 9, seed: 5))
        for label in 0..<10 { #expect(captions(label, .trained).count >= 20, "\(captions(label, .trained))") }
    }

    @Test(arguments: [Wording.synonym, .order, .typing])
    func `what is held out never occurs in training`(wording: Wording) {
        for label in 0..<10 {
            let trained = Set((0..<5000).map { fashion.caption(of: label, seed: UInt64($0)) })
            let both = captions(label, wording).intersection(trained)
            #expect(both.isEmpty)
        }
    }

    @Test func `no name belongs to two classes, and none is both trained and held out`() {
        for tables in [FashionMNIST.names, Outline.allCases.map(\.names), SceneTraits.Colour.allCases.map(\.names),
                       SceneTraits.Extent.allCases.map(\.names), SceneTraits.Place.allCases.map(\.names)] {
            let all = tables.flatMap { $0.trained + $0.heldOut }
            #expect(Set(all).count == all.count, "\(all)")
        }
        #expect(FashionMNIST.names.count == FashionMNIST.classNames.count)
    }

    @Test func `articles fit the names`() {
        #expect(Names.withArticle("ankle boot") == "an ankle boot" && Names.withArticle("dress") == "a dress")
        #expect(Names.withArticle("trousers") == "trousers" && Names.withArticle("pair of trousers") == "a pair of trousers")
        #expect(Names.withArticle("7") == "7")
    }

    @Test func `names of folders become words`() {
        #expect(Names(className: "T-shirt/top").trained == ["t shirt", "top"])
        #expect(Names(className: "ankle_boot").trained == ["ankle boot"] && Names(className: "ankle_boot").heldOut == ["ankle boots"])
        #expect(Names(className: "dresses").heldOut == ["dress"] && Names(className: "fox").heldOut == ["foxes"])
        #expect(Names(className: "boxes").heldOut == ["box"] && Names(className: "shoes").heldOut == ["shoe"])
        #expect(Names(className: "/").trained == ["/"])
    }

    @Test func `a caption of a drawn picture says what is there and leaves no gap open`() {
        for colour in [SceneTraits.Colour.orange, nil] {
            let traits = SceneTraits(shape: .hexagon, colour: colour, extent: .large, place: .topLeft)
            for wording in Wording.allCases {
                for seed in 0..<300 {
                    let caption = Captions.caption(of: traits, wording, seed: UInt64(seed))
                    #expect(!caption.contains("{") && !caption.contains("  ") && !caption.contains(" a orange"), "\(caption)")
                    if wording == .trained || wording == .order {
                        #expect(Outline.hexagon.names.trained.contains { caption.contains($0) }, "\(caption)")
                        let isColoured = SceneTraits.Colour.allCases.contains { $0.names.trained.contains { caption.contains($0) } }
                        if colour == nil { #expect(!isColoured, "\(caption)") }
                    }
                }
            }
        }
    }

    @Test func `a typing error is one slip: the caption is near what it was, and another`() {
        for seed in 0..<500 {
            var random = SeededMixing.Sequence(seed: UInt64(seed))
            let caption = "a photo of an ankle boot", slipped = TypingError.made(in: caption, &random)
            #expect(slipped != caption && abs(slipped.count - caption.count) <= 1)
            #expect(slipped.split(separator: " ").count == 6)
            let changed = zip(slipped.split(separator: " "), caption.split(separator: " ")).filter { $0 != $1 }
            #expect(changed.count == 1 && changed[0].0.first == changed[0].1.first)
        }
        var random = SeededMixing.Sequence(seed: 0)
        #expect(TypingError.made(in: "an ox", &random) == "an ox" && TypingError.made(in: "a bag", &random) != "a bag")
    }
}
