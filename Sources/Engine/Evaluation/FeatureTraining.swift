import Datasets
import Networks
import Numerics
import Tensors

/// Trains a feature network on the training split and measures its accuracy on the held-out split.
struct FeatureTraining {
    let network: FeatureNetwork
    let target: FeatureTarget
    let data: EvaluationData
    let threads: Int

    static let seed: UInt64 = 1
    private static let batch = 128
    private static let learningRate = 1e-3
    private static let epochs = 5
    private static let minSteps = 400
    /// Floating-point operations in matrix products at most, beyond `minSteps`: a minute or two on two cores.
    private static let maxOperations = 6e12

    init(_ data: EvaluationData, threads: Int) {
        (self.data, self.threads, target) = (data, threads, FeatureTarget(data))
        let images = data.training
        network = FeatureNetwork(
            height: images.height, width: images.width, channels: images.channels, classes: target.classes)
    }

    /// The trained weights, in the network's order, and the accuracy on held-out images.
    func run(progress: (Double) -> Void) -> (weights: [[Float]], accuracy: Estimate) {
        let graph = Graph(), batch = Self.batch, images = data.training
        let weights = network.declare(in: graph)
        let input = graph.input("images", [batch, images.stride]),
            targets = graph.input("targets", [batch, target.classes])
        let logits = network.logits(of: network.features(of: input, weights), weights)
        let loss = FeatureNetwork.loss(logits, against: targets)
        let adam = Adam()
        let scalars = Adam.Scalars(
            stepSize: graph.input("stepSize", .scalar), secondScale: graph.input("secondScale", .scalar))
        let updated = adam.update(
            weights, adam.declareMoments(of: weights),
            along: graph.gradient(of: loss, withRespectTo: weights.tensors.map(\.tensor)), scalars)
        let layout = StateLayout(graph)
        let step = Plan([loss] + updated.tensors.map(\.tensor), layout: layout, threads: threads)
        let head = Plan([logits], layout: layout, threads: threads)
        let executor = Executor([step, head], seed: Self.seed)
        for (index, parameter) in network.parameters.enumerated() where parameter.deviation > 0 {
            let random = CounterRandom(seed: Self.seed, stream: UInt32(index), counter: 0)
            executor.write(parameter.name, random.normals(parameter.shape.count).map { $0 * parameter.deviation })
        }

        let steps = stepCount(operations: step.productOperations)
        let order = BatchOrder(seed: Self.seed, count: images.count, batch: batch)
        for index in 0..<steps {
            progress(Double(index) / Double(steps))
            let classes = fill(executor, order.indices(step: index), of: images, random: UInt64(index))
            executor.fill("targets") { oneHot in
                for i in 0..<oneHot.count { oneHot[i] = classes[i / target.classes] == i % target.classes ? 1 : 0 }
            }
            let now = adam.scalarValues(
                rate: Self.learningRate * min(1, 2 * Double(steps - index) / Double(steps)), step: index + 1)
            executor.write("stepSize", [now.stepSize])
            executor.write("secondScale", [now.secondScale])
            executor.run(step, counter: UInt64(index))
        }
        let hits = correct(executor) {
            executor.run(head, counter: 0); return executor.read(logits, of: head)
        }
        progress(1)
        return (network.parameters.map { executor.read($0.name) }, Estimate(hits: hits, of: data.heldOut.count))
    }

    private func stepCount(operations: Int) -> Int {
        let steps = Self.epochs * data.training.count / Self.batch
        return max(Self.minSteps, min(steps, Int(Self.maxOperations / Double(max(1, operations)))))
    }

    /// Writes a batch and returns its classes.
    private func fill(_ executor: Executor, _ indices: [Int], of images: ImageSet, random: UInt64) -> [Int] {
        var classes: [Int] = []
        executor.fill("images") { span in
            classes = target.write(indices, of: images, to: &span) { SplitMix64.word(Self.seed, random, UInt64($0)) }
        }
        return classes
    }

    /// The number of held-out images that are classified correctly.
    private func correct(_ executor: Executor, logits: () -> [Float]) -> Int {
        let images = data.heldOut
        var hits = 0
        for start in stride(from: 0, to: images.count, by: Self.batch) {
            // The last batch is filled up by repeating its images.
            let count = min(Self.batch, images.count - start)
            let classes = fill(
                executor, (0..<Self.batch).map { start + $0 % count }, of: images, random: ~UInt64(start))
            let values = logits()
            for position in 0..<count {
                let row = values[position * target.classes..<(position + 1) * target.classes]
                if row.firstIndex(of: row.max()!)! - row.startIndex == classes[position] { hits += 1 }
            }
        }
        return hits
    }
}
