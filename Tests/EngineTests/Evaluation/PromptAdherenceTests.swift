import Datasets
import Evaluation
import Numerics
import Raster
import Testing

/// Prompt adherence of images that are given instead of generated.
@Suite struct PromptAdherenceTests {
    private static let traits = [
        SceneTraits(shape: .square, colour: .red, size: .small, position: .middle),
        SceneTraits(shape: .disc, colour: .blue, size: .large, position: .top),
        SceneTraits(shape: .star, colour: nil, size: .large, position: .top),
    ]

    private static let blank = Bitmap(width: 32, height: 32, channels: 3, filledWith: 0)

    /// Three scenes without pixels: only their traits count.
    private static func pairs(traits: [SceneTraits]? = traits, labels: [UInt8]? = nil) -> MultimodalSet {
        let images = ImageSet(
            name: "scenes", height: 32, width: 32, channels: 3, pixels: [UInt8](repeating: 0, count: 3 * 32 * 32 * 3),
            labels: labels)
        return MultimodalSet(images: images, traits: traits)
    }

    private static func prompts(_ images: [Int], captions: [String]?) -> PromptSet {
        PromptSet(name: captions == nil ? "audio" : "text", images: images, captions: captions, vectors: [])
    }

    private static func aspects(_ found: [PromptAdherence]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: found.map { ($0.aspect, $0.accuracy.samples) })
    }

    @Test func `an aspect counts for the captions that name it`() {
        let prompts = Self.prompts([0, 1, 2], captions: ["a red square", "something", "a big star at the top"])
        let found = PromptAdherence.measured(prompts, [Self.blank, Self.blank, Self.blank], of: Self.pairs()) { _ in nil
        }
        #expect(Self.aspects(found) == ["shape": 2, "colour": 1, "size": 1, "position": 1])
        #expect(found.allSatisfy { $0.query == "text" })
        // Names of other traits do not count: the first scene is a square.
        let wrong = PromptAdherence.measured(
            Self.prompts([0], captions: ["a blue disc"]), [Self.blank], of: Self.pairs()
        ) { _ in nil }
        #expect(wrong.isEmpty)
    }

    @Test func `audio prompts count for every aspect of a scene`() {
        let found = PromptAdherence.measured(
            Self.prompts([0, 1, 2], captions: nil), [Self.blank, Self.blank, Self.blank], of: Self.pairs()
        ) { _ in nil }
        // The grey scene has no colour.
        #expect(Self.aspects(found) == ["shape": 3, "colour": 2, "size": 3, "position": 3])
        #expect(found.allSatisfy { $0.query == "audio" })
    }

    @Test func `an image in which no scene is found is a miss`() {
        let found = PromptAdherence.measured(
            Self.prompts([0, 1, 2], captions: nil), [Self.blank, Self.blank, Self.blank], of: Self.pairs()
        ) { _ in nil }
        #expect(found.count == 4 && found.allSatisfy { $0.accuracy.value == 0 })
    }

    @Test func `the data's own images adhere to their prompts, other images only where their traits agree`() throws {
        let pairs = try MultimodalSource.open("shapes:test", size: 32, channels: 3).subset(0..<160),
            traits = try #require(pairs.traits)
        let images = Array(0..<160), prompts = Self.prompts(images, captions: nil)
        let own = PromptAdherence.measured(prompts, images.map(pairs.images.bitmap(at:)), of: pairs) { _ in nil }
        #expect(own.map(\.aspect) == ["shape", "colour", "size", "position"])
        for one in own { #expect(one.accuracy.value > 0.95 && one.accuracy.samples == 160, "\(one)") }

        // The next image has another shape, and any other trait by chance.
        let shifted = images.map { ($0 + 1) % 160 }
        let other = PromptAdherence.measured(prompts, shifted.map(pairs.images.bitmap(at:)), of: pairs) { _ in nil }
        func agreement(_ isSame: (SceneTraits, SceneTraits) -> Bool) -> Double {
            Double(images.count { isSame(traits[$0], traits[shifted[$0]]) }) / 160
        }
        let expected = [
            "shape": agreement { $0.shape == $1.shape }, "colour": agreement { $0.colour == $1.colour },
            "size": agreement { $0.size == $1.size }, "position": agreement { $0.position == $1.position },
        ]
        #expect(expected["shape"] == 0)
        for one in other { #expect(abs(one.accuracy.value - expected[one.aspect]!) < 0.05, "\(one), \(expected)") }
    }

    @Test func `other images are classified by the classifier`() {
        let pairs = Self.pairs(traits: nil, labels: [4, 5, 6]),
            images = [Self.blank, Self.blank, Self.blank, Self.blank]
        let prompts = Self.prompts([0, 1, 2, 2], captions: ["four", "five", "six", "six"])
        var seen = 0
        let found = PromptAdherence.measured(prompts, images, of: pairs) { generated in
            seen = generated.count
            return [4, 6, 6, 5]
        }
        #expect(seen == 4)
        #expect(found == [PromptAdherence(query: "text", aspect: "class", accuracy: Estimate(hits: 2, of: 4))])
        #expect(PromptAdherence.measured(prompts, images, of: pairs) { _ in nil }.isEmpty)
        let unlabelled = Self.pairs(traits: nil, labels: nil)
        #expect(PromptAdherence.measured(prompts, images, of: unlabelled) { _ in [4, 5, 6, 6] }.isEmpty)
    }
}
