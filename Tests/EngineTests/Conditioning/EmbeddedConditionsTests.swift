import Conditioning
import Datasets
import Numerics
import Runs
import Tensors
import Testing

/// Condition sampling, with untrained encoders: their embeddings of an image and of its caption are unrelated.
@Suite struct EmbeddedConditionsTests {
    private static let E = EmbeddingSpace.dimension

    /// The conditions of `SmallMultimodalRun`'s images; images from `captioned` on have no caption.
    private static func conditions(_ dropout: ConditionDropout, seed: UInt64 = 7, captioned: Int = 64) throws
        -> EmbeddedConditions
    {
        let all = SmallMultimodalRun.pairs()
        let pairs = MultimodalSet(
            images: all.images, captions: all.captions.enumerated().map { $0 < captioned ? $1 : [] })
        let data = try ContrastiveData(pairs, threads: 1), space = EmbeddingSpace(data.images.shape), graph = Graph()
        let weights = Dictionary(uniqueKeysWithValues: Modality.allCases.map { ($0, space[$0].declare(in: graph)) })
        let encoder = EmbeddingEncoder(space, weights, in: graph), plans = encoder.plans(StateLayout(graph), threads: 1)
        let executor = Executor(Array(plans.values), seed: 0)
        for (index, parameter) in space.networks.flatMap(\.parameters).enumerated() {
            executor.write(parameter.name, parameter.initialValues(seed: 1, index: index))
        }
        return EmbeddedConditions(data, dropout, encoder, executor, plans, seed: seed)
    }

    /// The conditions of all images at `steps` steps, one row for each image and step.
    private static func rows(_ conditions: EmbeddedConditions, images: Range<Int> = 0..<64, steps: Range<Int>) -> [(
        image: Int, vector: [Float]
    )] {
        steps.flatMap { step in
            var values = [Float](repeating: 9, count: images.count * E)
            var span = values.mutableSpan
            conditions.copy(of: Array(images), step: step, to: &span)
            return images.enumerated().map { ($1, Array(values[$0 * E..<($0 + 1) * E])) }
        }
    }

    private static func dot(_ a: some Sequence<Float>, _ b: some Sequence<Float>) -> Float {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The mean cosine of conditions and the embeddings of their own images.
    private static func similarity(_ conditions: EmbeddedConditions, images: Range<Int> = 0..<64) -> Float {
        let rows = rows(conditions, images: images, steps: 0..<20)
        return rows.reduce(0) { $0 + dot($1.vector, conditions.images[$1.image * E..<($1.image + 1) * E]) }
            / Float(rows.count)
    }

    @Test(arguments: [Float(0), 0.1, 0.5, 1])
    func `the fraction of unconditional images is the setting's, and other conditions have length 1`(fraction: Float)
        throws
    {
        let rows = Self.rows(
            try Self.conditions(ConditionDropout(unconditional: fraction, ownImage: 0.25)), steps: 0..<40)
        let zeros = rows.count { $0.vector.allSatisfy { $0 == 0 } }
        // Four standard errors of 2,560 images.
        let tolerance = 4 * (fraction * (1 - fraction) / Float(rows.count)).squareRoot()
        #expect(abs(Float(zeros) / Float(rows.count) - fraction) <= tolerance, "\(zeros) of \(rows.count)")
        for row in rows where row.vector.contains(where: { $0 != 0 }) {
            #expect(abs(Self.dot(row.vector, row.vector) - 1) < 1e-4)
        }
    }

    @Test
    func
        `networks that generate are always conditioned, networks that repair are unconditional for a tenth of the images`()
        throws
    {
        func fraction(_ dropout: ConditionDropout) throws -> Double {
            let rows = Self.rows(try Self.conditions(dropout), steps: 0..<40)
            return Double(rows.count { $0.vector.allSatisfy { $0 == 0 } }) / Double(rows.count)
        }
        #expect(try fraction(.generating) == 0)
        #expect(try (0.07...0.13).contains(fraction(.repairing)))
    }

    @Test func `conditions contain the image's own embedding as often as the setting says`() throws {
        let (always, half, never) = (
            try Self.conditions(ConditionDropout(unconditional: 0, ownImage: 1)),
            try Self.conditions(ConditionDropout(unconditional: 0, ownImage: 0.5)),
            try Self.conditions(ConditionDropout(unconditional: 0, ownImage: 0))
        )
        let similarities = [always, half, never].map { Self.similarity($0) }
        #expect(similarities[0] > similarities[1] + 0.05 && similarities[1] > similarities[2] + 0.05, "\(similarities)")
    }

    @Test func `an image without captions is conditioned on its own embedding, whatever the setting`() throws {
        let conditions = try Self.conditions(ConditionDropout(unconditional: 0, ownImage: 0), captioned: 32)
        let (with, without) = (
            Self.similarity(conditions, images: 0..<32), Self.similarity(conditions, images: 32..<64)
        )
        #expect(without > with + 0.1, "\(with), \(without)")
        // The noise turns a condition by 30 degrees on average, rarely by 70.
        for row in Self.rows(conditions, images: 32..<64, steps: 0..<5) {
            #expect(Self.dot(row.vector, conditions.images[row.image * Self.E..<(row.image + 1) * Self.E]) > 0.3)
        }
    }

    @Test func `conditions are a function of the seed, the step and the row`() throws {
        let dropout = ConditionDropout.generating
        let (one, again, other) = (
            try Self.conditions(dropout), try Self.conditions(dropout), try Self.conditions(dropout, seed: 8)
        )
        func vectors(_ conditions: EmbeddedConditions, step: Int) -> [[Float]] {
            Self.rows(conditions, steps: step..<step + 1).map(\.vector)
        }
        #expect(vectors(one, step: 3) == vectors(again, step: 3))
        #expect(vectors(one, step: 3) != vectors(one, step: 4) && vectors(one, step: 3) != vectors(other, step: 3))
        #expect(Set(vectors(one, step: 3)).count == 64)
    }

    @Test func `conditions of samples have length 1, all differ, and follow from the seed`() throws {
        let conditions = try Self.conditions(.generating), samples = conditions.samples(200)
        let rows = (0..<200).map { Array(samples[$0 * Self.E..<($0 + 1) * Self.E]) }
        #expect(rows.allSatisfy { abs(Self.dot($0, $0) - 1) < 1e-4 } && Set(rows).count == 200)
        #expect(
            try Self.conditions(.generating).samples(200) == samples
                && Self.conditions(.generating, seed: 8).samples(200) != samples)
    }

    @Test func `an instance is the image's embedding, its key contains the captions`() throws {
        let conditions = try Self.conditions(.generating, captioned: 32), (keys, vectors) = conditions.instances(64)
        func rows(_ values: [Float]) -> [[Float]] { (0..<64).map { Array(values[$0 * Self.E..<($0 + 1) * Self.E]) } }
        let chosen = EmbeddedConditions.stratified(64, of: SmallMultimodalRun.pairs().images, seed: 7)
        #expect(Set(chosen).count == 64)
        for (index, (key, vector)) in zip(chosen, zip(rows(keys), rows(vectors))) {
            let image = Array(conditions.images[index * Self.E..<(index + 1) * Self.E]), cosine = Self.dot(key, image)
            #expect(vector == image && abs(Self.dot(key, key) - 1) < 1e-4)
            // Without captions the key is the image's embedding.
            #expect(index < 32 ? cosine < 0.99 : cosine > 0.9999, "\(index): \(cosine)")
        }
    }

    // MARK: Stratified samples

    /// 100 grey images, 70 of class 0, 20 of class 1, 10 of class 2.
    private static let images = ImageSet(
        name: "classes", height: 1, width: 1, channels: 1, pixels: [UInt8](repeating: 0, count: 100),
        labels: (0..<100).map { $0 < 70 ? 0 : $0 < 90 ? 1 : 2 })

    @Test(arguments: [10, 50, 100, 1000])
    func `a stratified sample has the proportions of the classes, in every ten in a row too`(count: Int) {
        let chosen = EmbeddedConditions.stratified(count, of: Self.images, seed: 3)
        func counts(_ indices: some Sequence<Int>) -> [Int] {
            let labels = indices.map { Self.images.labels![$0] }
            return (0..<3).map { label in labels.count { $0 == label } }
        }
        #expect(chosen.count == count && counts(chosen) == [7 * count / 10, 2 * count / 10, count / 10])
        for start in stride(from: 0, to: count, by: 10) { #expect(counts(chosen[start..<start + 10]) == [7, 2, 1]) }
    }

    @Test func `a stratified sample repeats no image before all are used, and follows from the seed`() {
        let chosen = EmbeddedConditions.stratified(100, of: Self.images, seed: 3)
        #expect(Set(chosen) == Set(0..<100))
        #expect(
            EmbeddedConditions.stratified(50, of: Self.images, seed: 3)
                == EmbeddedConditions.stratified(50, of: Self.images, seed: 3))
        #expect(
            EmbeddedConditions.stratified(50, of: Self.images, seed: 3)
                != EmbeddedConditions.stratified(50, of: Self.images, seed: 4))
        let unlabelled = ImageSet(
            name: "images", height: 1, width: 1, channels: 1, pixels: [UInt8](repeating: 0, count: 37))
        #expect(Set(EmbeddedConditions.stratified(37, of: unlabelled, seed: 3)) == Set(0..<37))
        #expect(EmbeddedConditions.stratified(7, of: unlabelled, seed: 3).count == 7)
    }
}
