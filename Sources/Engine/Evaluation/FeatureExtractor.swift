package import Datasets
import Tensors

/// A trained feature network, compiled: images in, features out. Belongs to one thread at a time.
package final class FeatureExtractor {
    package let weights: FeatureWeights
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor
    private static let batch = 256

    package init(_ weights: FeatureWeights, threads: Int) {
        self.weights = weights
        let graph = Graph(), network = weights.network
        let variables = network.declare(in: graph)
        output = network.features(
            of: graph.input("images", [Self.batch, network.height * network.width * network.channels]), variables)
        plan = Plan([output], layout: StateLayout(graph), threads: threads)
        executor = Executor([plan], seed: 0)
        for (parameter, values) in zip(network.parameters, weights.values) { executor.write(parameter.name, values) }
    }

    /// One row for each image: the network's features minus the training images' mean, scaled so that the training images' variances are 1
    /// on average. One factor for all features, so that distances keep their proportions.
    package func features(of images: ImageSet, progress: (Double) -> Void = { _ in }) -> Features {
        let raw = rawFeatures(of: images, progress: progress), width = FeatureNetwork.width
        return Features(
            width: width, values: raw.values.enumerated().map { ($1 - weights.mean[$0 % width]) * weights.scale })
    }

    /// The predicted class of each image.
    func classes(of images: ImageSet) -> [Int] {
        let raw = rawFeatures(of: images) { _ in }, width = FeatureNetwork.width, count = weights.network.classes
        let (matrix, bias) = (weights.values[weights.values.count - 2], weights.values[weights.values.count - 1])
        return (0..<images.count).map { image in
            let logits = (0..<count).map { c in
                (0..<width).reduce(bias[c]) { $0 + matrix[c * width + $1] * raw.values[image * width + $1] }
            }
            return logits.indices.max { logits[$0] < logits[$1] } ?? 0
        }
    }

    /// The features without centering and scaling.
    func rawFeatures(of images: ImageSet, progress: (Double) -> Void) -> Features {
        let network = weights.network
        precondition(
            (images.height, images.width, images.channels) == (network.height, network.width, network.channels),
            "images of \(images.height)x\(images.width)x\(images.channels) for a network of another size")
        var values: [Float] = []
        values.reserveCapacity(images.count * FeatureNetwork.width)
        for start in stride(from: 0, to: images.count, by: Self.batch) {
            progress(Double(start) / Double(images.count))
            let count = min(Self.batch, images.count - start)
            // The last batch is filled up by repeating its images.
            executor.fill("images") { images.copyPixels(of: (0..<Self.batch).map { start + $0 % count }, to: &$0) }
            executor.run(plan, counter: 0)
            values += executor.read(output, of: plan).prefix(count * FeatureNetwork.width)
        }
        progress(1)
        return Features(width: FeatureNetwork.width, values: values)
    }
}
