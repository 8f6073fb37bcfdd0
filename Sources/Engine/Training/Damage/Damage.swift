package import Raster

// N batch, H height, W width, C channels.

/// Damages pictures for a network to repair: a function of the seed and of a picture's position in the endless order, and of nothing else,
/// so that a resumed run sees the damage it would have seen.
///
/// The result is (N, H, W, C + 1): the picture in -1...1 as far as it is known, 0 where it is gone; then 1 where it is to be repaired, else 0.
package struct Damage: Sendable {
    package let seed: UInt64
    private let holes: Holes
    private let degradation: Degradation
    /// Places that are used again by the next picture.
    private var hole: [Bool]
    private var values: [Float]

    /// The positions of a run's steps, of its sample grid and of `tessera evaluate` never meet.
    package enum Stream: UInt64, Sendable { case training = 1, samples, evaluation }

    /// Apart from the streams of the graph's nodes and of starting weights.
    private static let noiseStream: UInt32 = 1 << 29

    /// - Parameter masks: the user's own; needed where the mix has `.masks`.
    package init(seed: UInt64, height: Int, width: Int, channels: Int, masks: [Mask] = []) {
        self.seed = seed
        holes = Holes(width: width, height: height, masks: masks)
        degradation = Degradation(height: height, width: width, channels: channels)
        hole = [Bool](repeating: false, count: width * height)
        values = [Float](repeating: 0, count: width * height * channels)
    }

    /// Numbers of a damaged picture: H · W · (C + 1).
    package var extent: Int { hole.count + values.count }

    /// Writes the pictures `indices`, damaged, the first of them standing at `position`.
    /// - Parameter target: exactly indices.count · extent numbers.
    package mutating func write(_ indices: [Int], of images: ImageSet, position: Int, stream: Stream = .training, mix: DamageMix,
                        to target: inout MutableSpan<Float>) {
        precondition(images.stride == values.count && target.count == indices.count * extent,
                     "\(target.count) numbers for \(indices.count) pictures of \(images.stride)")
        let C = degradation.channels
        for (place, index) in indices.enumerated() {
            draw(position + place, stream, mix, of: images, index)
            var next = place * extent
            for i in hole.indices {
                for c in i * C..<(i + 1) * C {
                    target[next] = values[c]
                    next += 1
                }
                target[next] = hole[i] ? 1 : 0
                next += 1
            }
        }
    }

    /// The same as an array of its own.
    package mutating func written(_ indices: [Int], of images: ImageSet, position: Int, stream: Stream, mix: DamageMix) -> [Float] {
        var numbers = [Float](repeating: 0, count: indices.count * extent)
        var span = numbers.mutableSpan
        write(indices, of: images, position: position, stream: stream, mix: mix, to: &span)
        return numbers
    }

    /// Leaves the picture's numbers and its hole in `values` and `hole`.
    private mutating func draw(_ position: Int, _ stream: Stream, _ mix: DamageMix, of images: ImageSet, _ index: Int) {
        let word = SeededMixing.word(seed, stream.rawValue, UInt64(position)), C = degradation.channels
        var random = SeededMixing.Sequence(seed: word)
        let kind = mix.kind(at: Double(random.uniform(0...1)))
        for i in hole.indices { hole[i] = false }
        holes.draw(kind, into: &hole, &random)
        let start = index * images.stride
        guard kind.leavesHoles else {
            for i in values.indices { values[i] = Float(images.pixels[start + i]) * (2 / 255) - 1 }
            degradation.apply(kind, to: &values, noise: CounterRandom(seed: word, stream: Self.noiseStream, counter: UInt64(position)), &random)
            return
        }
        for i in hole.indices {
            for c in i * C..<(i + 1) * C { values[c] = hole[i] ? 0 : Float(images.pixels[start + c]) * (2 / 255) - 1 }
        }
    }
}
