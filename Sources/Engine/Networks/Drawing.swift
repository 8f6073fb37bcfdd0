import Raster

/// The part of a graph that draws pictures: noise in, pictures out, a fixed number at a time.
struct Drawing {
    /// Names of the inputs, (batch, Z) and, of conditional networks, (batch, E).
    static let noise = "draw.noise", condition = "draw.condition"
    private static let batch = 64
    private static let stream: UInt32 = 1 << 30

    /// (batch, H·W·C) in -1 to 1.
    let output: Tensor

    /// Adds the generator with `weights` to `graph`.
    init(_ architecture: Architecture, _ weights: Weights, in graph: Graph) {
        let told = architecture.condition.map { graph.input(Self.condition, [Self.batch, $0.extent]) }
        output = architecture.generator(graph.input(Self.noise, [Self.batch, architecture.latent]), weights, condition: told)
    }

    /// Noise vectors `range` of the endless sequence that belongs to `seed`: (range.count, Z).
    static func noise(seed: UInt64, _ range: Range<Int>, of architecture: Architecture) -> [Float] {
        range.flatMap { CounterRandom(seed: seed, stream: stream, counter: UInt64($0)).normals(architecture.latent) }
    }

    /// Draws with `plan` whatever many pictures there are (N, Z) noise and (N, E) conditions for.
    func pictures(for noise: [Float], conditions: [Float], of architecture: Architecture, _ executor: Executor, _ plan: Plan) -> [Bitmap] {
        let (Z, E, batch) = (architecture.latent, architecture.condition?.extent ?? 0, Self.batch)
        precondition(noise.count % Z == 0, "\(noise.count) numbers are no whole number of vectors of \(Z)")
        precondition(conditions.count == noise.count / Z * E, "\(conditions.count) numbers for conditions of \(E)")
        return stride(from: 0, to: noise.count / Z, by: batch).flatMap { first in
            let count = min(batch, noise.count / Z - first)
            func part(_ values: [Float], _ width: Int) -> [Float] {
                Array(values[first * width..<(first + count) * width]) + [Float](repeating: 0, count: (batch - count) * width)
            }
            executor.write(Self.noise, part(noise, Z))
            if E > 0 { executor.write(Self.condition, part(conditions, E)) }
            executor.run(plan, counter: 0)
            return Pixels.bitmaps(Array(executor.read(output, of: plan).prefix(count * architecture.pixels)), architecture)
        }
    }
}
