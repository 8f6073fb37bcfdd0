import Datasets
package import Numerics
import Runs

/// A trained feature network with the mean and the scale of its features and its accuracy.
package struct FeatureWeights: Sendable {
    package var network: FeatureNetwork
    package var target: FeatureTarget
    /// In the order of the network's parameters.
    package var values: [[Float]]
    package var mean = [Float](repeating: 0, count: FeatureNetwork.width)
    package var scale: Float = 1
    /// The accuracy on held-out images.
    package var accuracy: Estimate

    /// The weights for `data` from `cache`, else trained and stored there.
    static func prepared(
        for data: EvaluationData, cache: FeatureCache?, threads: Int, progress: (String, Double) -> Void
    )
        -> (weights: FeatureWeights, wasCached: Bool, isStored: Bool)
    {
        let found = cache?.find(data)
        let weights = found ?? train(on: data, threads: threads, progress: progress)
        return (weights, found != nil, found != nil || cache?.store(weights, for: data) == true)
    }

    /// Trains on `data`.
    package static func train(on data: EvaluationData, threads: Int, progress: (String, Double) -> Void)
        -> FeatureWeights
    {
        let training = FeatureTraining(data, threads: threads)
        let result = training.run { progress("training the classifier", $0) }
        var weights = FeatureWeights(
            network: training.network, target: training.target, values: result.weights, accuracy: result.accuracy)
        let some = data.training.subset(
            RandomSubset.indices(maxImagesForScale, of: data.training.count, seed: FeatureTraining.seed))
        let raw = FeatureExtractor(weights, threads: threads).rawFeatures(of: some) {
            progress("scaling the features", $0)
        }
        let gaussian = Gaussian(raw)
        weights.mean = gaussian.mean.map(Float.init)
        weights.scale = Float((Double(FeatureNetwork.width) / max(gaussian.covariance.trace, 1e-12)).squareRoot())
        return weights
    }

    private static let maxImagesForScale = 20_000
}

extension FeatureWeights {
    private static let format = "tessera-features-1"

    /// The cache key: other data, sizes, targets or training settings give another key.
    static func key(_ data: EvaluationData) -> String {
        let labels = [data.training.labels, data.heldOut.labels].map { labels in
            (labels ?? []).reduce(UInt64(0)) { SplitMix64.word($0, UInt64($1)) }
        }
        let mixed = String(SplitMix64.word(labels[0], labels[1]), radix: 16)
        return "\(format)-\(data.training.fingerprint)-\(data.heldOut.fingerprint)-\(mixed)"
    }

    /// Reads the network for `data` from a file of `write`; nil where the file is missing, damaged or of other data.
    static func read(_ path: String, for data: EvaluationData) -> FeatureWeights? {
        guard let file = try? Safetensors.read(path), file.metadata["key"] == key(data),
            let hits = file.metadata["right"].flatMap(Int.init), (0...data.heldOut.count).contains(hits)
        else { return nil }
        let target = FeatureTarget(data), images = data.training
        let network = FeatureNetwork(
            height: images.height, width: images.width, channels: images.channels, classes: target.classes)
        let values = network.parameters.compactMap { parameter in
            file[parameter.name].flatMap { $0.shape == parameter.shape.dimensions ? $0.values : nil }
        }
        guard values.count == network.parameters.count, let mean = file["mean"]?.values,
            mean.count == FeatureNetwork.width,
            let scale = file["scale"]?.values.first
        else { return nil }
        return FeatureWeights(
            network: network, target: target, values: values, mean: mean, scale: scale,
            accuracy: Estimate(hits: hits, of: data.heldOut.count))
    }

    func write(to path: String, for data: EvaluationData) throws {
        let tensors = zip(network.parameters, values).map {
            NamedTensor(name: $0.name, shape: $0.shape.dimensions, values: $1)
        }
        let hits = Int((accuracy.value * Double(accuracy.samples)).rounded())
        try Safetensors.write(
            tensors + [
                NamedTensor(name: "mean", shape: [mean.count], values: mean),
                NamedTensor(name: "scale", shape: [], values: [scale]),
            ],
            metadata: ["key": Self.key(data), "right": String(hits), "target": target.name], to: path)
    }
}
