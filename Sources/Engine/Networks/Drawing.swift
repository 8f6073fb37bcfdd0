import Raster

/// The part of a graph that draws pictures: noise in, pictures out, a fixed number at a time.
struct Drawing {
    /// Name of the input, (batch, Z).
    static let noise = "draw.noise"
    private static let batch = 64
    private static let stream: UInt32 = 1 << 30

    /// (batch, H·W·C) in -1 to 1.
    let output: Tensor

    /// Adds the generator with `weights` to `graph`.
    init(_ architecture: Architecture, _ weights: Weights, in graph: Graph) {
        output = architecture.generator(graph.input(Self.noise, [Self.batch, architecture.latent]), weights)
    }

    /// Noise vectors `range` of the endless sequence that belongs to `seed`: (range.count, Z).
    static func noise(seed: UInt64, _ range: Range<Int>, of architecture: Architecture) -> [Float] {
        range.flatMap { CounterRandom(seed: seed, stream: stream, counter: UInt64($0)).normals(architecture.latent) }
    }

    /// Pictures for (N, Z) noise; `draw` is handed a whole batch of noise at a time and gives its numbers.
    static func inParts(_ noise: [Float], of architecture: Architecture, _ draw: ([Float]) -> [Float]) -> [Bitmap] {
        let Z = architecture.latent
        precondition(noise.count % Z == 0, "\(noise.count) numbers are no whole number of vectors of \(Z)")
        return stride(from: 0, to: noise.count / Z, by: batch).flatMap { first in
            let count = min(batch, noise.count / Z - first)
            let part = Array(noise[first * Z..<(first + count) * Z])
            let drawn = draw(part + [Float](repeating: 0, count: (batch - count) * Z))
            return Pixels.bitmaps(Array(drawn.prefix(count * architecture.pixels)), architecture)
        }
    }
}
