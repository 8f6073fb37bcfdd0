import Numerics

extension Parameter {
    /// Initial values: a function of the seed and of the parameter's index among all parameters.
    package func initialValues(seed: UInt64, index: Int) -> [Float] {
        // Streams count down from the largest; those of the graph's random nodes count up from 0.
        let random = CounterRandom(seed: seed, stream: UInt32.max - UInt32(index), counter: 0)
        switch initial {
        case .zeros: return [Float](repeating: 0, count: shape.count)
        case .ones: return [Float](repeating: 1, count: shape.count)
        case .uniform(let bound): return (0..<shape.count).map { (2 * random.uniform(at: $0) - 1) * bound }
        case .normal(let deviation, let mean): return random.normals(shape.count).map { $0 * deviation + mean }
        }
    }
}
