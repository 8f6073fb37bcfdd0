import Conditioning
import Datasets
import Models
import Numerics
import Raster

// N batch, Z latent, H height, W width, C channels, E length of a condition.

/// What a run's sample grids are made from, the same from its first to its last step: noise, or images of its data, corrupted.
struct SampleInputs {
    /// (N, Z) noise, or (N, H · W · (C + 1)) corrupted images.
    let given: [Float]
    /// (N, E) for models that repair; nil for models that generate, whose samples have conditions of their own.
    let conditions: [Float]?
    private let generator: Generator
    /// The original images; empty where noise is given.
    private let originals: [Bitmap]

    /// The random stream of the noise, which no node of the graph samples from.
    private static let stream: UInt32 = 1 << 30

    /// - Parameter count: how many; nil for those of the run's grid.
    init(
        _ configuration: TrainingConfiguration, _ generator: Generator, images: ImageSet, masks: [Mask],
        count: Int? = nil
    ) {
        let count = count ?? configuration.settings.sampleCount, shape = generator.shape
        self.generator = generator
        switch generator.input {
        case .noise(let Z):
            given = CounterRandom(seed: configuration.seed, stream: Self.stream, counter: 0).normals(count * Z)
            (conditions, originals) = (nil, [])
        case .corruptedImage:
            var corruption = Corruption(
                seed: configuration.seed, height: shape.height, width: shape.width, channels: shape.channels,
                masks: masks)
            let order = Self.order(configuration, images, count)
            given = corruption.batch(
                order, of: images, position: 0, stream: .samples, mix: CorruptionMix(configuration.settings))
            originals = order.map(images.bitmap)
            conditions =
                if case .classes(let classes) = generator.condition, let labels = images.labels {
                    order.flatMap { ClassConditions.vector(Int(labels[$0]), of: classes) }
                } else {
                    // An embedding stays out: samples show what the network repairs without a prompt.
                    [Float](repeating: 0, count: count * (generator.condition?.size ?? 0))
                }
        case .image:
            given = images.batch(Self.order(configuration, images, count))
            (conditions, originals) = (nil, [])
        }
    }

    private static func order(_ configuration: TrainingConfiguration, _ images: ImageSet, _ count: Int) -> [Int] {
        BatchOrder(seed: ~configuration.seed, count: images.count, batch: count).indices(step: 0)
    }

    /// `images` as a grid, with the corrupted one before and the original behind each where there are such.
    func grid(of images: [Bitmap], _ sequence: ConditionSequence) -> (grid: Bitmap, columns: Int, rows: Int) {
        guard !originals.isEmpty else { return Self.arranged(images, columns: sequence.gridColumns(images.count)) }
        let triples = zip(zip(corrupted, images), originals).flatMap { [$0.0, $0.1, $1] }
        // Three images side by side belong together.
        return Self.arranged(triples, columns: 3 * Pixels.columns(for: (images.count + 2) / 3))
    }

    private static func arranged(_ images: [Bitmap], columns: Int) -> (grid: Bitmap, columns: Int, rows: Int) {
        (Bitmap.grid(images, columns: columns), columns, (images.count + columns - 1) / columns)
    }

    /// PSNR of the repaired values of all images together, dB; nil without corruption, or where nothing differs.
    func psnr(of images: [Bitmap]) -> Double? {
        var squares = 0.0, count = 0
        let C = generator.shape.channels
        for (number, (repaired, original)) in zip(images, originals).enumerated() {
            for pixel in maskedPixels(number) {
                for value in pixel * C..<(pixel + 1) * C {
                    let difference = Double(repaired.pixels[value]) - Double(original.pixels[value])
                    squares += difference * difference
                    count += 1
                }
            }
        }
        return Decibels.peak(squares: squares, count: count)
    }

    /// The pixels of image `number` that are to be repaired.
    private func maskedPixels(_ number: Int) -> [Int] {
        let shape = generator.shape, width = shape.channels + 1, start = number * generator.inputSize
        return (0..<shape.height * shape.width).filter { given[start + $0 * width + width - 1] == 1 }
    }

    /// The corrupted images to look at: missing pixels are grey, as in the network's input.
    private var corrupted: [Bitmap] {
        let shape = generator.shape, C = shape.channels
        return originals.indices.map { number in
            let start = number * generator.inputSize
            return Bitmap(
                width: shape.width, height: shape.height, channels: C,
                pixels: (0..<shape.count).map {
                    Pixels.byte(given[start + $0 / C * (C + 1) + $0 % C])
                })
        }
    }
}
