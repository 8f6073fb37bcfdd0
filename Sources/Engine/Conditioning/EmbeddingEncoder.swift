import Datasets
package import Networks
package import Runs
package import Tensors

// N samples, E dimension of the embedding space.

/// The encoders compiled for use: samples of a modality to embeddings, a fixed number at a time.
package struct EmbeddingEncoder {
    private static let batch = 64
    private static func name(_ modality: Modality) -> String { "embed.\(modality.rawValue)" }

    private let outputs: [Modality: Tensor]

    /// Adds the encoders with `weights` to `graph`.
    package init(_ space: EmbeddingSpace, _ weights: [Modality: Weights], in graph: Graph) {
        var outputs: [Modality: Tensor] = [:]
        for modality in Modality.allCases {
            let input = graph.input(Self.name(modality), [Self.batch, space.inputSize(modality)])
            outputs[modality] = space[modality](input, weights[modality]!)
        }
        self.outputs = outputs
    }

    package func plans(_ layout: StateLayout, threads: Int, partition: Int? = nil) -> [Modality: Plan] {
        outputs.mapValues { Plan([$0], layout: layout, threads: threads, partition: partition) }
    }

    /// Embeddings (count, E) of `count` samples; `write` writes those of a range, one after the other, over zeros.
    func vectors(
        _ modality: Modality, _ count: Int, _ executor: Executor, _ plans: [Modality: Plan],
        progress: (Double) -> Void = { _ in },
        write: (Range<Int>, inout MutableSpan<Float>) -> Void
    ) -> [Float] {
        let plan = plans[modality]!, output = outputs[modality]!
        var vectors: [Float] = []
        vectors.reserveCapacity(count * EmbeddingSpace.dimension)
        for start in stride(from: 0, to: count, by: Self.batch) {
            progress(Double(start) / Double(count))
            let range = start..<min(start + Self.batch, count)
            executor.fill(Self.name(modality)) { target in
                for index in 0..<target.count { target[index] = 0 }
                write(range, &target)
            }
            executor.run(plan, counter: 0)
            vectors += executor.read(output, of: plan).prefix(range.count * EmbeddingSpace.dimension)
        }
        return vectors
    }

    /// Embeddings (N, E) of `images`.
    func vectors(
        of images: ImageSet, _ executor: Executor, _ plans: [Modality: Plan],
        progress: (Double) -> Void = { _ in }
    ) -> [Float] {
        vectors(.image, images.count, executor, plans, progress: progress) { range, target in
            for (index, value) in images.batch(Array(range)).enumerated() { target[index] = value }
        }
    }
}
