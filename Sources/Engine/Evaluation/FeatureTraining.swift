/// Trains a feature network on one half of the data and counts how often it is right on the other.
struct FeatureTraining {
    let network: FeatureNetwork
    let target: FeatureTarget
    let data: EvaluationData
    let lanes: Int

    static let seed: UInt64 = 1
    private static let batch = 128
    private static let rate = 1e-3
    private static let passes = 5
    private static let fewestSteps = 400
    /// Floating point operations in products at most, unless that were too few steps: a minute or two on two cores.
    private static let mostOperations = 6e12

    init(_ data: EvaluationData, lanes: Int) {
        (self.data, self.lanes, target) = (data, lanes, FeatureTarget(data))
        let images = data.training
        network = FeatureNetwork(
            height: images.height, width: images.width, channels: images.channels, classes: target.classes)
    }

    /// The trained weights, in the network's order, and the share of held-out pictures it is right about.
    func run(progress: (Double) -> Void) -> (weights: [[Float]], accuracy: Estimate) {
        let graph = Graph(), batch = Self.batch, images = data.training
        let weights = network.declare(in: graph)
        let pictures = graph.input("pictures", [batch, images.stride]),
            wanted = graph.input("wanted", [batch, target.classes])
        let logits = network.logits(of: network.features(of: pictures, weights), weights)
        let loss = FeatureNetwork.loss(logits, against: wanted)
        let adam = Adam()
        let scalars = Adam.Scalars(
            stepSize: graph.input("stepSize", .scalar), secondScale: graph.input("secondScale", .scalar))
        let updated = adam.update(
            weights, adam.declareMoments(of: weights),
            along: graph.gradient(of: loss, withRespectTo: weights.tensors.map(\.tensor)), scalars)
        let layout = StateLayout(graph)
        let step = Plan([loss] + updated.tensors.map(\.tensor), layout: layout, lanes: lanes)
        let verdict = Plan([logits], layout: layout, lanes: lanes)
        let executor = Executor([step, verdict], seed: Self.seed)
        for (index, parameter) in network.parameters.enumerated() where parameter.deviation > 0 {
            let random = CounterRandom(seed: Self.seed, stream: UInt32(index), counter: 0)
            executor.write(parameter.name, random.normals(parameter.shape.count).map { $0 * parameter.deviation })
        }

        let steps = stepCount(operations: step.productOperations)
        let order = BatchOrder(seed: Self.seed, count: images.count, batch: batch)
        for number in 0..<steps {
            progress(Double(number) / Double(steps))
            let classes = fill(executor, order.indices(step: number), of: images, draw: UInt64(number))
            executor.fill("wanted") { ones in
                for i in 0..<ones.count { ones[i] = classes[i / target.classes] == i % target.classes ? 1 : 0 }
            }
            let now = adam.scalarValues(
                rate: Self.rate * min(1, 2 * Double(steps - number) / Double(steps)), step: number + 1)
            executor.write("stepSize", [now.stepSize])
            executor.write("secondScale", [now.secondScale])
            executor.run(step, counter: UInt64(number))
        }
        let right = correct(executor) { executor.run(verdict, counter: 0); return executor.read(logits, of: verdict) }
        progress(1)
        return (network.parameters.map { executor.read($0.name) }, Estimate(hits: right, of: data.heldOut.count))
    }

    private func stepCount(operations: Int) -> Int {
        let wanted = Self.passes * data.training.count / Self.batch
        return max(Self.fewestSteps, min(wanted, Int(Self.mostOperations / Double(max(1, operations)))))
    }

    /// Writes a batch and gives its classes.
    private func fill(_ executor: Executor, _ indices: [Int], of images: ImageSet, draw: UInt64) -> [Int] {
        var classes: [Int] = []
        executor.fill("pictures") { span in
            classes = target.write(indices, of: images, to: &span) { SeededMixing.word(Self.seed, draw, UInt64($0)) }
        }
        return classes
    }

    /// Held-out pictures whose largest logit is that of their class.
    private func correct(_ executor: Executor, logits: () -> [Float]) -> Int {
        let images = data.heldOut
        var right = 0
        for start in stride(from: 0, to: images.count, by: Self.batch) {
            // A last batch is filled up with its first pictures again.
            let count = min(Self.batch, images.count - start)
            let classes = fill(executor, (0..<Self.batch).map { start + $0 % count }, of: images, draw: ~UInt64(start))
            let values = logits()
            for place in 0..<count {
                let row = values[place * target.classes..<(place + 1) * target.classes]
                if row.firstIndex(of: row.max()!)! - row.startIndex == classes[place] { right += 1 }
            }
        }
        return right
    }
}
