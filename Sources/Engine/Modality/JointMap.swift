// N vectors, E extent of the space.

/// The joint space seen from where it is widest: its vectors along their two main axes (principal components, Pearson 1901).
public struct JointMap: Sendable, Equatable {
    /// A place on the map; the vectors that it was made from lie within -1...1 each way, most of them.
    public struct Place: Sendable, Equatable {
        public let x, y: Float

        public init(x: Float, y: Float) { (self.x, self.y) = (x, y) }
    }

    /// Where each of the vectors lies.
    public let places: [Place]
    /// Share of the vectors' variance that the two axes hold, 0...1.
    public let share: Double

    private let centre: [Float]
    /// Two unit vectors of E numbers, and what a step along them is divided by.
    private let axes: [[Float]], reach: Float

    /// - Parameter vectors: (N, E), at least one.
    /// - Complexity: O(N · E²).
    public init(_ vectors: [Float]) {
        let E = JointSpace.extent, count = vectors.count / E
        precondition(count > 0 && vectors.count == count * E, "\(vectors.count) numbers are no whole vectors of \(E)")
        let gaussian = Self.moments(vectors, count)
        let (values, rows) = gaussian.covariance.eigen(withVectors: true)
        let order = values.indices.sorted { values[$0] > values[$1] }.prefix(2)
        let total = values.reduce(0) { $0 + max($1, 0) }
        share = total > 0 ? order.reduce(0) { $0 + max(values[$1], 0) } / total : 0
        axes = order.map { axis in rows[axis * E..<(axis + 1) * E].map(Float.init) }
        // Three deviations of the wider axis hold nearly everything, and both axes keep one scale.
        reach = Float(max(values[order[0]], 1e-12).squareRoot()) * 3
        centre = gaussian.mean.map(Float.init)
        let (centre, axes, reach) = (centre, axes, reach)
        places = (0..<count).map { Self.place(of: vectors[$0 * E..<($0 + 1) * E], centre, axes, reach) }
    }

    /// Where another vector lies.
    public func place(of vector: [Float]) -> Place { Self.place(of: vector[...], centre, axes, reach) }

    private static func place(of vector: ArraySlice<Float>, _ centre: [Float], _ axes: [[Float]], _ reach: Float) -> Place {
        func along(_ axis: [Float]) -> Float {
            var sum: Float = 0
            for (value, (middle, direction)) in zip(vector, zip(centre, axis)) { sum += (value - middle) * direction }
            return sum / reach
        }
        return Place(x: along(axes[0]), y: along(axes[1]))
    }

    private static func moments(_ vectors: [Float], _ count: Int) -> (mean: [Double], covariance: SymmetricMatrix) {
        let E = JointSpace.extent
        var mean = [Double](repeating: 0, count: E), squares = [Double](repeating: 0, count: E * E)
        for row in 0..<count { for i in 0..<E { mean[i] += Double(vectors[row * E + i]) } }
        for i in 0..<E { mean[i] /= Double(count) }
        for row in 0..<count {
            for i in 0..<E {
                let a = Double(vectors[row * E + i]) - mean[i]
                for j in 0...i { squares[i * E + j] += a * (Double(vectors[row * E + j]) - mean[j]) }
            }
        }
        for i in 0..<E {
            for j in 0...i {
                squares[i * E + j] /= Double(count)
                squares[j * E + i] = squares[i * E + j]
            }
        }
        return (mean, SymmetricMatrix(extent: E, elements: squares))
    }
}
