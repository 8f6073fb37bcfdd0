import Numerics

/// Weighted means of embeddings, brought back to length 1.
package enum ConditionMixture {
    /// Weight of the noise in a training condition, 64 values uniform in -1...1: a turn of some 20 degrees. New texts
    /// and voices have embeddings near those of training, not equal to them.
    package static let noiseWeight: Float = 0.08
    /// Weight of a second noise in the conditions of samples without a prompt: with the noise of training alone,
    /// samples are more typical than the data that they are compared with.
    static let sampleNoiseWeight: Float = 0.05

    /// The mean of `parts` and noise.
    static func withNoise(
        _ parts: [(vector: ArraySlice<Float>, weight: Float)], weight: Float = noiseWeight,
        _ random: inout SplitMix64.Sequence
    ) -> [Float] {
        let noise = (0..<EmbeddingSpace.dimension).map { _ in random.uniform(-1...1) }
        return vector(parts + [(noise[...], weight)])
    }

    /// The mean of `parts`; zeros for no parts, and for parts that cancel.
    package static func vector(_ parts: [(vector: ArraySlice<Float>, weight: Float)]) -> [Float] {
        var sum = [Float](repeating: 0, count: EmbeddingSpace.dimension)
        for (vector, weight) in parts {
            for (index, value) in zip(sum.indices, vector) { sum[index] += value * weight }
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 1e-6 ? sum.map { $0 / length } : [Float](repeating: 0, count: EmbeddingSpace.dimension)
    }
}
