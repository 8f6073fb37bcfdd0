import Raster

/// The part of a graph that makes pictures from noise, or from damaged ones; a fixed number at a time.
struct Drawing {
    /// Names of the inputs, (batch, what the generator is given) and, of conditional networks, (batch, E).
    static let given = "draw.given", condition = "draw.condition"
    private static let batch = 64
    private static let stream: UInt32 = 1 << 30

    /// (batch, H·W·C) in -1 to 1.
    let output: Tensor

    /// Adds the generator with `weights` to `graph`.
    init(_ architecture: Architecture, _ weights: Weights, in graph: Graph) {
        let told = architecture.condition.map { graph.input(Self.condition, [Self.batch, $0.extent]) }
        var pass = Pass(isTraining: false, condition: told)
        output = architecture.pictures(from: graph.input(Self.given, [Self.batch, architecture.inputExtent]), weights, &pass)
    }

    /// Noise vectors `range` of the endless sequence that belongs to `seed`: (range.count, Z).
    static func noise(seed: UInt64, _ range: Range<Int>, of architecture: Architecture) -> [Float] {
        range.flatMap { CounterRandom(seed: seed, stream: stream, counter: UInt64($0)).normals(architecture.latent) }
    }

    /// Draws with `plan` whatever many pictures are given, (N, Z) noise or damaged pictures, and (N, E) conditions for them.
    func pictures(for given: [Float], conditions: [Float], of architecture: Architecture, _ executor: Executor, _ plan: Plan) -> [Bitmap] {
        Pixels.bitmaps(numbers(for: given, conditions: conditions, of: architecture, executor, plan), architecture)
    }

    /// The same as numbers, (N, H·W·C) in -1 to 1.
    func numbers(for given: [Float], conditions: [Float], of architecture: Architecture, _ executor: Executor, _ plan: Plan) -> [Float] {
        let (G, E, batch) = (architecture.inputExtent, architecture.condition?.extent ?? 0, Self.batch)
        precondition(given.count % G == 0, "\(given.count) numbers are no whole number of vectors of \(G)")
        precondition(conditions.count == given.count / G * E, "\(conditions.count) numbers for conditions of \(E)")
        return stride(from: 0, to: given.count / G, by: batch).flatMap { first in
            let count = min(batch, given.count / G - first)
            func part(_ values: [Float], _ width: Int) -> [Float] {
                Array(values[first * width..<(first + count) * width]) + [Float](repeating: 0, count: (batch - count) * width)
            }
            executor.write(Self.given, part(given, G))
            if E > 0 { executor.write(Self.condition, part(conditions, E)) }
            executor.run(plan, counter: 0)
            return executor.read(output, of: plan).prefix(count * architecture.pixels)
        }
    }
}
