/// A trained feature network, with what its features are centred and scaled by and how good it is.
package struct FeatureWeights: Sendable {
    package var network: FeatureNetwork
    package var target: FeatureTarget
    /// In the order of the network's parameters.
    package var values: [[Float]]
    package var mean = [Float](repeating: 0, count: FeatureNetwork.width)
    package var scale: Float = 1
    /// The share of held-out pictures it is right about.
    package var accuracy: Estimate

    /// Those for `data` from `cache`, else trained and kept there.
    static func prepared(for data: EvaluationData, cache: FeatureCache?, lanes: Int, progress: (String, Double) -> Void)
        -> (weights: FeatureWeights, wasCached: Bool, isKept: Bool)
    {
        let found = cache?.find(data)
        let weights = found ?? train(on: data, lanes: lanes, progress: progress)
        return (weights, found != nil, found != nil || cache?.keep(weights, for: data) == true)
    }

    /// Trains on `data`.
    package static func train(on data: EvaluationData, lanes: Int, progress: (String, Double) -> Void) -> FeatureWeights
    {
        let training = FeatureTraining(data, lanes: lanes)
        let result = training.run { progress("training the classifier", $0) }
        var weights = FeatureWeights(
            network: training.network, target: training.target, values: result.weights, accuracy: result.accuracy)
        let some = data.training.subset(
            Pick.indices(mostToScaleBy, of: data.training.count, seed: FeatureTraining.seed))
        let raw = FeatureExtractor(weights, lanes: lanes).rawFeatures(of: some) { progress("scaling the features", $0) }
        let spread = Gaussian(raw)
        weights.mean = spread.mean.map(Float.init)
        weights.scale = Float((Double(FeatureNetwork.width) / max(spread.covariance.trace, 1e-12)).squareRoot())
        return weights
    }

    private static let mostToScaleBy = 20_000
}

extension FeatureWeights {
    private static let format = "tessera-features-1"

    /// What identifies the network among others: changed data, sizes, targets or a changed recipe make another key.
    static func key(_ data: EvaluationData) -> String {
        let labels = [data.training.labels, data.heldOut.labels].map { labels in
            (labels ?? []).reduce(UInt64(0)) { SeededMixing.word($0, UInt64($1)) }
        }
        let mixed = String(SeededMixing.word(labels[0], labels[1]), radix: 16)
        return "\(format)-\(data.training.fingerprint)-\(data.heldOut.fingerprint)-\(mixed)"
    }

    /// Reads the network for `data` from a file that `write` made; nil where it is missing, damaged or of something
    /// else.
    static func read(_ path: String, for data: EvaluationData) -> FeatureWeights? {
        guard let file = try? Safetensors.read(path), file.metadata["key"] == key(data),
            let right = file.metadata["right"].flatMap(Int.init), (0...data.heldOut.count).contains(right)
        else { return nil }
        let target = FeatureTarget(data), images = data.training
        let network = FeatureNetwork(
            height: images.height, width: images.width, channels: images.channels, classes: target.classes)
        let values = network.parameters.compactMap { wanted in
            file[wanted.name].flatMap { $0.shape == wanted.shape.extents ? $0.values : nil }
        }
        guard values.count == network.parameters.count, let mean = file["mean"]?.values,
            mean.count == FeatureNetwork.width,
            let scale = file["scale"]?.values.first else { return nil }
        return FeatureWeights(network: network, target: target, values: values, mean: mean, scale: scale,
                              accuracy: Estimate(hits: right, of: data.heldOut.count))
    }

    func write(to path: String, for data: EvaluationData) throws {
        let tensors = zip(network.parameters, values).map {
            NamedTensor(name: $0.name, shape: $0.shape.extents, values: $1)
        }
        let right = Int((accuracy.value * Double(accuracy.samples)).rounded())
        try Safetensors.write(
            tensors + [
                NamedTensor(name: "mean", shape: [mean.count], values: mean),
                NamedTensor(name: "scale", shape: [], values: [scale]),
            ],
            metadata: ["key": Self.key(data), "right": String(right), "target": target.name], to: path)
    }
}
