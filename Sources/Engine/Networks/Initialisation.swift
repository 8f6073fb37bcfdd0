extension Parameter {
    /// Starting values: a function of the seed and the parameter's place among all of them.
    public func initialValues(seed: UInt64, index: Int) -> [Float] {
        // Streams from the top down; random nodes of the graph count from the bottom up.
        let random = CounterRandom(seed: seed, stream: UInt32.max - UInt32(index), counter: 0)
        switch initial {
        case .zeros: return [Float](repeating: 0, count: shape.count)
        case .ones: return [Float](repeating: 1, count: shape.count)
        case .uniform(let bound): return (0..<shape.count).map { (2 * random.uniform(at: $0) - 1) * bound }
        case .normal(let deviation, let mean): return random.normals(shape.count).map { $0 * deviation + mean }
        }
    }
}
