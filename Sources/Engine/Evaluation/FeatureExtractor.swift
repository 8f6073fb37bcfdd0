/// A trained feature network by itself: pictures in, features out. Belongs to one thread at a time.
package final class FeatureExtractor {
    package let weights: FeatureWeights
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor
    private static let batch = 256

    package init(_ weights: FeatureWeights, lanes: Int) {
        self.weights = weights
        let graph = Graph(), network = weights.network
        let variables = network.declare(in: graph)
        output = network.features(
            of: graph.input("pictures", [Self.batch, network.height * network.width * network.channels]), variables)
        plan = Plan([output], layout: StateLayout(graph), lanes: lanes)
        executor = Executor([plan], seed: 0)
        for (parameter, values) in zip(network.parameters, weights.values) { executor.write(parameter.name, values) }
    }

    /// One row for each picture: the network's features less the training pictures' mean, scaled so that the training
    /// pictures' variances are 1 on average. One factor for all of them, so that distances keep their proportions.
    package func features(of images: ImageSet, progress: (Double) -> Void = { _ in }) -> Features {
        let raw = rawFeatures(of: images, progress: progress), width = FeatureNetwork.width
        return Features(
            width: width, values: raw.values.enumerated().map { ($1 - weights.mean[$0 % width]) * weights.scale })
    }

    /// The class that the network gives each picture.
    func classes(of images: ImageSet) -> [Int] {
        let raw = rawFeatures(of: images) { _ in }, width = FeatureNetwork.width, count = weights.network.classes
        let (matrix, bias) = (weights.values[weights.values.count - 2], weights.values[weights.values.count - 1])
        return (0..<images.count).map { picture in
            let logits = (0..<count).map { c in (0..<width).reduce(bias[c]) { $0 + matrix[c * width + $1] * raw.values[picture * width + $1] } }
            return logits.indices.max { logits[$0] < logits[$1] } ?? 0
        }
    }

    /// The same as the network gives them.
    func rawFeatures(of images: ImageSet, progress: (Double) -> Void) -> Features {
        let network = weights.network
        precondition(
            (images.height, images.width, images.channels) == (network.height, network.width, network.channels),
            "pictures of \(images.height)x\(images.width)x\(images.channels) for a network of another size")
        var values: [Float] = []
        values.reserveCapacity(images.count * FeatureNetwork.width)
        for start in stride(from: 0, to: images.count, by: Self.batch) {
            progress(Double(start) / Double(images.count))
            let count = min(Self.batch, images.count - start)
            // A last batch is filled up with its first pictures again.
            executor.fill("pictures") { images.copyPixels(of: (0..<Self.batch).map { start + $0 % count }, to: &$0) }
            executor.run(plan, counter: 0)
            values += executor.read(output, of: plan).prefix(count * FeatureNetwork.width)
        }
        progress(1)
        return Features(width: FeatureNetwork.width, values: values)
    }
}
