import Raster

/// What a run's sample grids are made from, the same from its first to its last step: noise, or pictures of its data, damaged.
struct SampleInputs {
    /// (N, Z) noise or (N, H·W·(C + 1)) damaged pictures.
    let given: [Float]
    /// (N, E), those of the pictures that are repaired; nil where pictures are drawn, for whatever the run has for its samples.
    let conditions: [Float]?
    /// The undamaged pictures; empty where noise is given.
    private let truths: [Bitmap]

    /// The stream of random numbers of the noise, which no node of the graph draws from.
    private static let stream: UInt32 = 1 << 30

    /// - Parameter count: how many; nil for those of the run's grid.
    init(_ recipe: Recipe, _ architecture: Architecture, images: ImageSet, masks: [Mask], count: Int? = nil) {
        let count = count ?? recipe.settings.int("samples")
        guard architecture.repairs else {
            given = CounterRandom(seed: recipe.seed, stream: Self.stream, counter: 0).normals(count * architecture.latent)
            (conditions, truths) = (nil, [])
            return
        }
        var damage = Damage(seed: recipe.seed, height: architecture.height, width: architecture.width, channels: architecture.channels, masks: masks)
        let order = BatchOrder(seed: ~recipe.seed, count: images.count, batch: count).indices(step: 0)
        given = damage.written(order, of: images, position: 0, stream: .samples, mix: DamageMix(recipe.settings))
        truths = order.map(images.bitmap)
        conditions = if case .classes(let classes) = architecture.condition, let labels = images.labels {
            order.flatMap { ClassConditions.vector(Int(labels[$0]), of: classes) }
        } else {
            // A network that could be told more repairs its samples by what it sees.
            [Float](repeating: 0, count: count * (architecture.condition?.extent ?? 0))
        }
    }

    /// `pictures` as a grid, with the damaged one before and the true one behind each where there are such.
    func grid(of pictures: [Bitmap], _ architecture: Architecture, _ sequence: ConditionSequence) -> (grid: Bitmap, columns: Int, rows: Int) {
        guard !truths.isEmpty else { return Self.arranged(pictures, columns: Pixels.columns(for: pictures.count, sequence)) }
        let triples = zip(zip(damaged(architecture), pictures), truths).flatMap { [$0.0, $0.1, $1] }
        // Three pictures side by side belong together.
        return Self.arranged(triples, columns: 3 * Pixels.columns(for: (pictures.count + 2) / 3))
    }

    private static func arranged(_ pictures: [Bitmap], columns: Int) -> (grid: Bitmap, columns: Int, rows: Int) {
        (Bitmap.grid(pictures, columns: columns), columns, (pictures.count + columns - 1) / columns)
    }

    /// PSNR of the repaired numbers of all pictures together, dB; nil without damage, or where nothing differs.
    func fidelity(of pictures: [Bitmap], _ architecture: Architecture) -> Double? {
        var squares = 0.0, count = 0
        for (number, (made, truth)) in zip(pictures, truths).enumerated() {
            for i in marked(number, architecture) {
                for c in i * architecture.channels..<(i + 1) * architecture.channels {
                    let difference = Double(made.pixels[c]) - Double(truth.pixels[c])
                    squares += difference * difference
                    count += 1
                }
            }
        }
        return Decibels.peak(squares: squares, count: count)
    }

    /// The pixels of picture `number` that are to be repaired.
    private func marked(_ number: Int, _ architecture: Architecture) -> [Int] {
        let width = architecture.channels + 1, start = number * architecture.inputExtent
        return (0..<architecture.height * architecture.width).filter { given[start + $0 * width + width - 1] == 1 }
    }

    /// The damaged pictures to look at: what is gone is grey, as the network sees it.
    private func damaged(_ architecture: Architecture) -> [Bitmap] {
        let C = architecture.channels
        return truths.indices.map { number in
            let start = number * architecture.inputExtent
            return Bitmap(width: architecture.width, height: architecture.height, channels: C, pixels: (0..<architecture.pixels).map {
                Pixels.byte(given[start + $0 / C * (C + 1) + $0 % C])
            })
        }
    }
}
