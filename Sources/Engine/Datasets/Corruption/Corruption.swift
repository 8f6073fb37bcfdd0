import Numerics
package import Raster

// N batch, H height, W width, C channels.

/// Corrupts images for a network to repair, a pure function of the seed and an image's position in the sequence of training images:
/// a resumed run sees the same corruption.
///
/// The result is (N, H, W, C + 1): the image in -1...1, 0 where pixels are removed; then the mask, 1 where a pixel is to be repaired.
package struct Corruption: Sendable {
    package let seed: UInt64
    private let masks: MaskGenerator
    private let degradation: Degradation
    // Reused for every image.
    private var mask: [Bool]
    private var values: [Float]

    /// Random streams that never overlap: a run's steps, its sample grid, and `tessera evaluate`.
    package enum Stream: UInt64, Sendable { case training = 1, samples, evaluation }

    /// Apart from the streams of the graph's nodes and of initial weights.
    private static let noiseStream: UInt32 = 1 << 29

    /// - Parameter masks: the user's own; needed where the mix has `.masks`.
    package init(seed: UInt64, height: Int, width: Int, channels: Int, masks: [Mask] = []) {
        self.seed = seed
        self.masks = MaskGenerator(width: width, height: height, userMasks: masks)
        degradation = Degradation(height: height, width: width, channels: channels)
        mask = [Bool](repeating: false, count: width * height)
        values = [Float](repeating: 0, count: width * height * channels)
    }

    /// Values of a corrupted image with its mask: H · W · (C + 1).
    package var stride: Int { mask.count + values.count }

    /// Writes the images `indices`, corrupted, to `target`.
    /// - Parameters:
    ///   - position: of the first image in the sequence of the stream.
    ///   - target: (indices.count, H, W, C + 1), exactly that many elements.
    package mutating func write(
        _ indices: [Int], of images: ImageSet, position: Int, stream: Stream = .training, mix: CorruptionMix,
        to target: inout MutableSpan<Float>
    ) {
        precondition(
            images.stride == values.count && target.count == indices.count * stride,
            "\(target.count) values for \(indices.count) images of \(images.stride)")
        let C = degradation.channels
        for (slot, index) in indices.enumerated() {
            corrupt(images, index, position + slot, stream, mix)
            var next = slot * stride
            for i in mask.indices {
                for c in i * C..<(i + 1) * C {
                    target[next] = values[c]
                    next += 1
                }
                target[next] = mask[i] ? 1 : 0
                next += 1
            }
        }
    }

    /// The same as an array.
    package mutating func batch(
        _ indices: [Int], of images: ImageSet, position: Int, stream: Stream, mix: CorruptionMix
    ) -> [Float] {
        var batch = [Float](repeating: 0, count: indices.count * stride)
        var span = batch.mutableSpan
        write(indices, of: images, position: position, stream: stream, mix: mix, to: &span)
        return batch
    }

    /// Fills `values` and `mask` for one image.
    private mutating func corrupt(
        _ images: ImageSet, _ index: Int, _ position: Int, _ stream: Stream, _ mix: CorruptionMix
    ) {
        let word = SplitMix64.word(seed, stream.rawValue, UInt64(position)), C = degradation.channels
        var random = SplitMix64.Sequence(seed: word)
        let kind = mix.kind(at: Double(random.uniform(0...1)))
        for i in mask.indices { mask[i] = false }
        masks.generate(kind, into: &mask, &random)
        var span = values.mutableSpan
        images.pixels.copy(index * images.stride..<(index + 1) * images.stride, to: &span, at: 0)
        guard kind.leavesHoles else {
            degradation.apply(
                kind, to: &values,
                noise: CounterRandom(seed: word, stream: Self.noiseStream, counter: UInt64(position)), &random)
            return
        }
        for i in mask.indices where mask[i] {
            for c in i * C..<(i + 1) * C { values[c] = 0 }
        }
    }
}
