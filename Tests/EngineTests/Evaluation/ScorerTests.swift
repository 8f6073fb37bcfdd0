import Datasets
import Evaluation
import Foundation
import Numerics
import Testing

/// Complete evaluations on data that is small enough to train the classifier in a test.
@Suite(.serialized) struct ScorerTests {
    private static let small: EvaluationData? = try? {
        let data = try EvaluationData.open("shapes", size: 16)
        return EvaluationData(training: data.training.subset(0..<2_400), heldOut: data.heldOut.subset(0..<600))
    }()

    private static func noise(_ count: Int, like images: ImageSet) -> ImageSet {
        let random = CounterRandom(seed: 3, stream: 0, counter: 0)
        let bytes = random.normals(count * images.stride).map { UInt8(min(max(128 + 60 * $0, 0), 255)) }
        return ImageSet(
            name: "noise", height: images.height, width: images.width, channels: images.channels, pixels: bytes)
    }

    @Test func `training images score better than noise, and the classifier is cached`() throws {
        let folder = ScratchFolder(), cache = FeatureCache(folder: folder.path("cache")),
            data = try #require(Self.small)
        var stages: [String] = []
        let scorer = try Scorer(data, cache: cache, threads: 2) { stage, share in
            if stages.last != stage { stages.append(stage) }
            #expect((0...1).contains(share))
        }
        #expect(stages.contains("training the classifier"))
        #expect(scorer.source.target == "labels" && scorer.source.classes == 8)
        #expect(scorer.source.accuracy.value > 0.7, "\(scorer.source)")
        #expect(scorer.source.accuracy.samples == 600 && !scorer.source.wasCached && scorer.source.isStored)

        let good = try scorer.trainingScore(count: 600), bad = try scorer.score(Self.noise(600, like: data.training))
        let (near, far) = (try #require(good.frechet), try #require(bad.frechet))
        #expect(near.high < far.low / 10, "\(near) \(far)")
        #expect(try #require(good.kernel).high < #require(bad.kernel).low)
        #expect(try #require(good.precision).value > 0.6 && #require(good.recall).value > 0.6)
        #expect(bad.recall?.value ?? 1 < 0.05)
        #expect(bad.warnings.contains { $0.contains("almost no recall") } == ((bad.precision?.value ?? 0) > 0.05))
        #expect(bad.memorization?.closer.value == 0)
        #expect(bad.warnings.contains { $0.contains("only 600 samples") })

        let again = try Scorer(data, cache: cache, threads: 2)
        #expect(again.source.wasCached && again.source.accuracy == scorer.source.accuracy)
        #expect(try again.trainingScore(count: 600) == good)
    }

    @Test func `a damaged cache file is replaced, and a cache that cannot be written is ignored`() throws {
        let folder = ScratchFolder(), cache = FeatureCache(folder: folder.path("cache")),
            data = try #require(Self.small)
        let few = EvaluationData(training: data.training.subset(0..<300), heldOut: data.heldOut.subset(0..<256))
        _ = try Scorer(few, cache: cache, threads: 2)
        let file = try #require(folder.entries("cache").first)
        try folder.write([1, 2, 3], "cache/\(file)")
        #expect(try !Scorer(few, cache: cache, threads: 2).source.wasCached)
        #expect(try Scorer(few, cache: cache, threads: 2).source.wasCached)
        try folder.write([], "file")
        let source = try Scorer(few, cache: FeatureCache(folder: folder.path("file/below")), threads: 2).source
        #expect(!source.wasCached && !source.isStored)
    }

    @Test func `data without labels has a self-supervised classifier`() throws {
        let data = try #require(Self.small)
        func bare(_ set: ImageSet) -> ImageSet {
            ImageSet(name: "bare", height: set.height, width: set.width, channels: set.channels, pixels: set.pixels)
        }
        let scorer = try Scorer(
            EvaluationData(training: bare(data.training), heldOut: bare(data.heldOut)), cache: nil, threads: 2)
        #expect(scorer.source.target == "self-supervised" && scorer.source.classes == 16)
        // Chance is 1 in 16. The rotation of a circle cannot be predicted, so 1 is out of reach.
        #expect(scorer.source.accuracy.low > 0.2, "\(scorer.source)")
        let near = try scorer.trainingScore(count: 600),
            far = try scorer.score(Self.noise(600, like: data.training), measures: [.frechet])
        #expect(try #require(near.frechet).high < #require(far.frechet).low / 5)
        #expect(far.kernel == nil && far.precision == nil && far.memorization == nil)
    }

    @Test func `copies of training images are memorization, held-out images are not`() throws {
        let data = try #require(Self.small)
        let copies = Memorization(samples: data.training.subset(100..<400), data: data, threads: 2)
        #expect(copies.closer.value == 1 && copies.isSuspicious)
        #expect(copies.closest[0].distance < 0.5 && copies.closest.allSatisfy { $0.trainingImage == $0.sample + 100 })
        let honest = Memorization(samples: data.heldOut, data: data, threads: 2)
        #expect(honest.closer.value <= 0.01 && !honest.isSuspicious)
        #expect(honest.samplesMedian == honest.heldOutMedian)
        #expect(copies.nearer.value == 1 && honest.nearer.low < 0.5 && honest.nearer.high > 0.49)
    }

    @Test func `too few held-out images are an error with the number that is needed`() throws {
        let data = try #require(Self.small)
        let error = EvaluationError.tooFewHeldOut(of: "shapes", found: 30, needed: HeldOutImages.fewest)
        #expect(throws: error) {
            _ = try Scorer(
                EvaluationData(training: data.training, heldOut: data.heldOut.subset(0..<30)), cache: nil, threads: 2)
        }
        #expect(
            error.description == "shapes: 30 held-out images to compare with; a score needs at least 40; "
                + "use data of at least 100 images, or with a test split of 40")
    }

    @Test func `a fixed tenth of data without a test split is held out`() throws {
        let data = try #require(Self.small).training
        let split = EvaluationData.split(data)
        #expect(split.isSplit && split.heldOut.count == 240 && split.training.count == 2_160)
        #expect(split.heldOut == EvaluationData.split(data).heldOut)
        #expect(
            Set((0..<240).map { split.heldOut.bitmap(at: $0) }).isDisjoint(
                with: (0..<2_160).map { split.training.bitmap(at: $0) }))
        #expect(Set(split.heldOut.labels ?? []).count == 8)
    }

    @Test func `the cache folder follows the XDG specification`() {
        #expect(FeatureCache(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"])?.folder == "/c/tessera")
        #expect(FeatureCache(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"])?.folder == "/h/.cache/tessera")
        #expect(FeatureCache(environment: [:]) == nil)
    }
}
