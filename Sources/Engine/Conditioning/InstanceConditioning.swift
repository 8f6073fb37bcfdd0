import Glibc
import Numerics

// N prompts, E dimension of the embedding space.

/// Instance conditioning (Casanova et al. 2021, "Instance-conditioned GAN"): mixes a prompt's embedding with the stored
/// embedding of a training image that is near to it.
///
/// A caption that does not say where a thing is has an embedding between those of all positions. No image has this
/// embedding, and a generator that is conditioned on it alone mixes the positions. So the prompt's nearest neighbours
/// are looked up in the embedding space, and one is sampled: a softmax over the cosine similarities at a temperature.
/// The prior of unCLIP does the same with a network (Ramesh et al. 2022, "Hierarchical text-conditional image
/// generation with CLIP latents").
package struct InstanceConditioning: Sendable {
    /// (count, E), each of length 1: what prompts are compared with, and what is mixed in.
    private let keys: [Float]
    private let instances: [Float]
    /// (any, E): conditions to choose from without a prompt.
    private let unconditional: [Float]
    private let noiseWeight: Float

    /// Divides the cosine similarities: an instance that is nearer by 0.015 is sampled e times as often.
    private static let temperature = 0.015
    /// Weight of the instance in the mixture; the prompt's is 1.
    private static let weight: Float = 0.7

    /// - Parameters:
    ///   - keys: (count, E) mean embeddings of training images and their captions and sounds, each of length 1.
    ///   - instances: (count, E) embeddings of the same images alone, each of length 1.
    ///   - unconditional: (any, E) conditions to choose from without a prompt.
    ///   - noiseWeight: weight of the noise in a mixture, as in training, see `ConditionMixture`.
    package init(
        keys: [Float], instances: [Float], unconditional: [Float],
        noiseWeight: Float = ConditionMixture.noiseWeight
    ) {
        let E = EmbeddingSpace.dimension
        precondition(
            !instances.isEmpty && instances.count % E == 0 && keys.count == instances.count,
            "\(instances.count) values of instances, \(keys.count) of keys")
        precondition(
            !unconditional.isEmpty && unconditional.count % E == 0,
            "\(unconditional.count) values of unconditional embeddings")
        (self.keys, self.instances, self.unconditional) = (keys, instances, unconditional)
        self.noiseWeight = noiseWeight
    }

    /// The conditions (N, E) for `prompts` (N, E): each mixed with an instance. A row of zeros is no prompt.
    ///
    /// Costs a product with all keys for each row that differs from the row before.
    /// - Parameter choices: (N) a uniform random number from 0 up to 1 for each prompt: samples the instance and the
    ///   noise, or one of the unconditional embeddings.
    package func callAsFunction(_ prompts: [Float], choices: [Double]) -> [Float] {
        let E = EmbeddingSpace.dimension
        precondition(prompts.count == choices.count * E, "\(prompts.count) values of prompts, \(choices.count) choices")
        var previous: ArraySlice<Float> = [], sums: [Double] = []
        return choices.enumerated().flatMap { row, choice -> [Float] in
            let prompt = prompts[row * E..<(row + 1) * E]
            if prompt.allSatisfy({ $0 == 0 }) {
                return Array(Self.row(unconditional, Int(choice * Double(unconditional.count / E))))
            }
            if !prompt.elementsEqual(previous) { (previous, sums) = (prompt, cumulativeWeights(prompt)) }
            let threshold = choice * sums[sums.count - 1]
            let instance = Self.row(instances, sums.firstIndex { $0 > threshold } ?? sums.count - 1)
            var random = SplitMix64.Sequence(seed: SplitMix64.word(choice.bitPattern))
            return ConditionMixture.withNoise([(prompt, 1), (instance, Self.weight)], weight: noiseWeight, &random)
        }
    }

    /// Cumulative sums of the keys' softmax weights, not normalized.
    private func cumulativeWeights(_ prompt: ArraySlice<Float>) -> [Double] {
        let E = EmbeddingSpace.dimension, first = prompt.startIndex
        let cosines = (0..<keys.count / E).map { index in
            (0..<E).reduce(Float(0)) { $0 + prompt[first + $1] * keys[index * E + $1] }
        }
        // Relative to the largest, so that the sum cannot underflow.
        let largest = cosines.max() ?? 0
        var sum = 0.0
        return cosines.map { cosine in
            sum += exp(Double(cosine - largest) / Self.temperature)
            return sum
        }
    }

    private static func row(_ vectors: [Float], _ index: Int) -> ArraySlice<Float> {
        vectors[index * EmbeddingSpace.dimension..<(index + 1) * EmbeddingSpace.dimension]
    }
}
