/// Vectors of the joint space weighed against each other: their weighted mean, brought back to length 1.
public enum Mixture {
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
