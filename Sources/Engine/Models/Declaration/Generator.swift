package import Datasets
package import Networks
package import Tensors

// N batch, Z latent, H height, W width, C channels, E length of a condition.

/// What a generator makes an image from.
package enum GeneratorInput: Sendable, Equatable {
    /// Standard normal noise: (N, Z).
    case noise(Int)
    /// A corrupted image, and a channel that is 1 where it is to be repaired: (N, H · W · (C + 1)), see `Corruption`.
    case corruptedImage
    /// An image of another domain: (N, H · W · C).
    case image
}

/// What makes images, with its input and its condition: what samples, repairs and translations come from.
///
/// One network, or several in a chain, such as a mapping and a synthesis network.
package struct Generator: Sendable {
    package let networks: [Network]
    package let input: GeneratorInput
    package let shape: ImageShape
    package var condition: Condition?

    package init(_ networks: Network..., from input: GeneratorInput, shape: ImageShape, condition: Condition? = nil) {
        precondition(!networks.isEmpty, "a generator without networks")
        (self.networks, self.input, self.shape, self.condition) = (networks, input, shape, condition)
    }

    /// The network of a generator that has only one.
    package var network: Network {
        precondition(networks.count == 1, "a generator of \(networks.count) networks")
        return networks[0]
    }

    /// Values that one image is made from.
    package var inputSize: Int {
        switch input {
        case .noise(let Z): Z
        case .corruptedImage: shape.height * shape.width * (shape.channels + 1)
        case .image: shape.count
        }
    }

    /// Length of the noise vector; 0 for a generator without noise.
    package var latentDim: Int { if case .noise(let Z) = input { Z } else { 0 } }

    /// Whether the generator repairs images instead of generating them.
    package var repairs: Bool { input == .corruptedImage }

    /// The images (N, H · W · C) from `given`, with the weights of each network. One that repairs keeps every pixel outside the mask.
    package func callAsFunction(_ given: Tensor, _ weights: Weights..., context: inout ForwardContext) -> Tensor {
        self(given, weights, context: &context)
    }

    /// The same for a list of weights.
    package func callAsFunction(_ given: Tensor, _ weights: [Weights], context: inout ForwardContext) -> Tensor {
        precondition(weights.count == networks.count, "weights of \(weights.count) networks for \(networks.count)")
        let output = zip(networks, weights).reduce(given) { $1.0($0, $1.1, &context) }
        guard let mask = mask(given) else { return output }
        let known = given.reshaped([given.shape[0], shape.height * shape.width, shape.channels + 1]).sliced(
            axis: 2, 0..<shape.channels
        )
        .reshaped(output.shape)
        return known + (output - known) * mask
    }

    /// 1 for each value (N, H · W · C) of a corrupted image that is to be repaired, else 0; nil for other inputs.
    package func mask(_ given: Tensor) -> Tensor? {
        guard repairs else { return nil }
        let (N, pixels) = (given.shape[0], shape.height * shape.width)
        return given.reshaped([N, pixels, shape.channels + 1]).sliced(axis: 2, shape.channels..<shape.channels + 1)
            .broadcast(to: [N, pixels, shape.channels]).reshaped([N, shape.count])
    }
}
