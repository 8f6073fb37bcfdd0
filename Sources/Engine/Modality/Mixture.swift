/// Vectors of the joint space weighed against each other: their weighted mean, brought back to length 1.
public enum Mixture {
    /// Weight of the noise that vectors get before networks are told them, 64 numbers uniform in -1...1: some 20 degrees. Words and voices
    /// never met lie beside those that were.
    package static let noise: Float = 0.08
    /// Weight of more noise that the vectors of samples get that nobody asks for: with training's alone they are more typical than the data that they
    /// are to be like.
    static let samplesNoise: Float = 0.05

    /// `parts` mixed with that noise.
    static func disturbed(_ parts: [(vector: ArraySlice<Float>, weight: Float)], by weight: Float = noise, _ random: inout SeededMixing.Sequence) -> [Float] {
        let noise = (0..<JointSpace.extent).map { _ in random.uniform(-1...1) }
        return vector(parts + [(noise[...], weight)])
    }

    /// The mean of `parts`; zeros where there are none, or where they cancel.
    public static func vector(_ parts: [(vector: ArraySlice<Float>, weight: Float)]) -> [Float] {
        var sum = [Float](repeating: 0, count: JointSpace.extent)
        for (vector, weight) in parts {
            for (place, value) in zip(sum.indices, vector) { sum[place] += value * weight }
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 1e-6 ? sum.map { $0 / length } : [Float](repeating: 0, count: JointSpace.extent)
    }
}
