import Datasets
package import Networks
import Numerics
package import Raster
package import Tensors

// N batch, E length of a condition.

/// The part of a graph that makes images from noise, or from corrupted images, a fixed number at a time.
package struct Sampler {
    /// Names of the inputs.
    private static let given = "sample.given", condition = "sample.condition"
    private static let batch = 64
    private static let stream: UInt32 = 1 << 30

    private let generator: Generator
    /// (batch, H · W · C), -1 to 1.
    package let output: Tensor

    /// Adds the generator with `weights` to `graph`.
    package init(_ generator: Generator, _ weights: [Weights], in graph: Graph) {
        self.generator = generator
        let condition = generator.condition.map { graph.input(Self.condition, [Self.batch, $0.size]) }
        var context = ForwardContext(isTraining: false, condition: condition)
        output = generator(graph.input(Self.given, [Self.batch, generator.inputSize]), weights, context: &context)
    }

    /// Noise vectors `range` of the endless sequence of `seed`: (range.count, Z).
    package static func noise(seed: UInt64, _ range: Range<Int>, size: Int) -> [Float] {
        range.flatMap { CounterRandom(seed: seed, stream: stream, counter: UInt64($0)).normals(size) }
    }

    /// Images from `given` (N, input size) and conditions (N, E).
    package func images(for given: [Float], conditions: [Float], _ executor: Executor, _ plan: Plan) -> [Bitmap] {
        Pixels.bitmaps(values(for: given, conditions: conditions, executor, plan), generator.shape)
    }

    /// The same as values (N, H · W · C), -1 to 1.
    /// - Parameter isStopped: where it gives true the values mean nothing.
    package func values(
        for given: [Float], conditions: [Float], _ executor: Executor, _ plan: Plan,
        isStopped: (@Sendable () -> Bool)? = nil
    ) -> [Float] {
        let (G, E, batch) = (generator.inputSize, generator.condition?.size ?? 0, Self.batch)
        precondition(given.count % G == 0, "\(given.count) values for inputs of \(G)")
        precondition(conditions.count == given.count / G * E, "\(conditions.count) values for conditions of \(E)")
        return stride(from: 0, to: given.count / G, by: batch).flatMap { first in
            let count = min(batch, given.count / G - first)
            func part(_ values: [Float], _ width: Int) -> [Float] {
                Array(values[first * width..<(first + count) * width])
                    + [Float](repeating: 0, count: (batch - count) * width)
            }
            executor.write(Self.given, part(given, G))
            if E > 0 { executor.write(Self.condition, part(conditions, E)) }
            executor.run(plan, counter: 0, isStopped: isStopped)
            return executor.read(output, of: plan).prefix(count * generator.shape.count)
        }
    }
}
