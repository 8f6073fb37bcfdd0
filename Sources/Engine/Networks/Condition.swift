// N batch, E extent of the condition.

/// What both networks are told about a picture besides the picture: a vector (N, E) for each batch.
public enum Condition: Sendable, Hashable {
    /// One of so many classes: 1 in the class's place, 0 elsewhere.
    case classes(Int)
    /// A vector of length 1 in a joint space of texts, sounds and pictures; zeros where nothing is told.
    case joint(Int)

    /// Numbers in a picture's vector.
    public var extent: Int {
        switch self {
        case .classes(let count): count
        case .joint(let extent): extent
        }
    }
}

/// Puts an embedding of the condition behind the noise: (N, Z) to (N, Z + `embedding`).
public struct ConditionNoise: Layer {
    let condition: Condition
    let embedding: Int

    public init(_ condition: Condition, embedding: Int) { (self.condition, self.embedding) = (condition, embedding) }

    public var parameters: [Parameter] {
        // A condition has length 1, so its embedding starts with the variance of the noise.
        [Parameter(name: "embedding", shape: [embedding, condition.extent], initial: .normal(deviation: 1))]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        .concatenated([x, pass.conditioning(extent: condition.extent).matmul(own[0], transposeOther: true)], axis: 1)
    }
}

/// A discriminator's last layer that asks whether a picture is real and whether it fits its condition: w · h + b + (V c) · h
/// (Miyato and Koyama 2018, "cGANs with projection discriminator"). Features h (N, F) to logits (N, 1).
public struct ProjectionVerdict: Layer {
    let features: Int
    let condition: Condition

    public init(_ features: Int, _ condition: Condition) { (self.features, self.condition) = (features, condition) }

    public var parameters: [Parameter] {
        let deviation = 1 / Float(features).squareRoot()
        return [Parameter(name: "weight", shape: [1, features], initial: .normal(deviation: deviation)),
                Parameter(name: "bias", shape: [1], initial: .zeros),
                Parameter(name: "embedding", shape: [features, condition.extent], initial: .normal(deviation: deviation))]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let wanted = pass.conditioning(extent: condition.extent).matmul(own[2], transposeOther: true)
        return x.matmul(own[0], transposeOther: true) + own[1] + (wanted * x).sum(to: [x.shape[0], 1])
    }
}

/// Scales and shifts every channel by what the condition says (Perez et al. 2018, "FiLM"): (N, H, W, C) to the same. Starts as the identity.
public struct Bend: Layer {
    let channels: Int
    let condition: Condition

    public init(_ channels: Int, _ condition: Condition) { (self.channels, self.condition) = (channels, condition) }

    public var parameters: [Parameter] { [Parameter(name: "embedding", shape: [2 * channels, condition.extent], initial: .zeros)] }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let told = pass.conditioning(extent: condition.extent).matmul(own[0], transposeOther: true)
        func part(_ range: Range<Int>) -> Tensor { told.sliced(axis: 1, range).reshaped([x.shape[0], 1, 1, channels]) }
        return x * (part(0..<channels) + 1) + part(channels..<2 * channels)
    }
}
