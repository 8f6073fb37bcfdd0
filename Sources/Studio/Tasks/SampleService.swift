import Conditioning
import Datasets
import Glibc
import Models
import Raster
import Runs

/// Generates samples, and caches the models and the data of the last calls. Belongs to one thread at a time.
struct SampleService {
    private var models: [(path: String, model: GeneratorModel)] = []
    private var data: ImageSet?
    private var embedding = EmbeddingService()
    /// Models in the cache, neighbours of a sample.
    private static let cached = 3, neighbours = 6

    mutating func generate(_ request: SampleRequest, threads: Int) throws -> [SampleSheet] {
        try request.sources.flatMap { source in
            try request.prompts.map { try generate(request, $0, source, threads: threads) }
        }
    }

    private mutating func generate(_ request: SampleRequest, _ prompt: SamplePrompt, _ source: String, threads: Int)
        throws
        -> SampleSheet
    {
        let model = try model(source, threads: threads), Z = model.generator.latentDim
        var latents = Self.latents(request.noise, model)
        // Favorites of a network with another latent size are left out.
        latents.removeLast(latents.count % Z)
        let count = latents.count / Z
        // Along an interpolation the condition stays that of its start.
        var conditioning = latents
        if case .interpolation = request.noise { conditioning = (0..<count).flatMap { _ in latents.prefix(Z) } }
        let conditions: [Float]
        if !prompt.isEmpty {
            conditions = model.conditions(
                all: try embedding.vector(prompt, Self.checkpoint(source), threads: threads), for: conditioning)
        } else if request.prompts.count > 1 {
            // The ablation of a prompt's only part: zeros are the unconditional input.
            conditions = model.conditions(
                all: [Float](repeating: 0, count: EmbeddingSpace.dimension), for: conditioning)
        } else {
            var only: Int?
            if case .interpolation = request.noise { only = 0 }
            conditions = model.conditions(0..<count, only: only)
        }
        let images = model.images(for: latents, conditions: conditions)
        return SampleSheet(
            preset: model.note.preset, step: model.note.step, images: images, latents: latents, latentDim: Z,
            prompt: prompt)
    }

    private static func latents(_ noise: SampleRequest.Noise, _ model: GeneratorModel) -> [Float] {
        switch noise {
        case .seed(let seed, let count): model.latents(seed: seed, 0..<count)
        case .latents(let latents): latents
        case .interpolation(let a, let b, let count):
            (0..<count).flatMap { slerp(a, b, Float($0) / Float(max(count - 1, 1))) }
        }
    }

    /// Spherical interpolation (Shoemake 1985): the norm of the latents stays that of normal noise, unlike on a straight line.
    /// - Parameter fraction: 0 is `a`, 1 is `b`.
    static func slerp(_ a: [Float], _ b: [Float], _ fraction: Float) -> [Float] {
        func dot(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        let lengths = (dot(a, a) * dot(b, b)).squareRoot()
        let angle = lengths > 0 ? acos(min(max(dot(a, b) / lengths, -1), 1)) : 0
        guard sin(angle) > 1e-4 else { return zip(a, b).map { $0 + ($1 - $0) * fraction } }
        let (left, right) = (sin((1 - fraction) * angle) / sin(angle), sin(fraction * angle) / sin(angle))
        return zip(a, b).map { left * $0 + right * $1 }
    }

    private mutating func model(_ source: String, threads: Int) throws -> GeneratorModel {
        let path = try Self.checkpoint(source)
        if let known = models.first(where: { $0.path == path }) { return known.model }
        let model = try GeneratorModel(checkpoint: path, threads: threads)
        models = [(path, model)] + models.prefix(Self.cached - 1)
        return model
    }

    private static func checkpoint(_ source: String) throws -> String {
        if source.hasSuffix(".safetensors") { return source }
        guard let newest = try RunFolder.open(source).newestIntact().checkpoint else {
            throw CheckpointError.none(run: source)
        }
        return newest.path
    }

    // MARK: - Images of the data

    mutating func search(_ prompt: SamplePrompt, _ checkpoint: String, run: String, threads: Int) throws
        -> SearchResults
    {
        try embedding.search(prompt, checkpoint, run: run, threads: threads)
    }

    mutating func map(_ prompt: SamplePrompt, _ checkpoint: String, run: String, threads: Int) throws -> DataMap {
        try embedding.map(prompt, checkpoint, run: run, threads: threads)
    }

    /// The nearest images of the data that the checkpoint was trained on, nearest first.
    mutating func nearest(to image: Bitmap, _ request: SampleRequest) throws -> [Neighbour] {
        let note = try model(request.sources[0], threads: 1).note
        let name = DataLocation.find(note.data, near: try Self.checkpoint(request.sources[0]))
        if data?.name != name || data?.stride != image.pixels.count {
            data = try DataSource.open(
                name, size: ImageSizing(ImageSize(height: image.height, width: image.width), fit: note.fit),
                channels: image.channels)
        }
        guard let data else { return [] }
        let pixels = image.pixels
        var found: [(sum: Int, index: Int)] = []
        for index in 0..<data.count {
            var sum = 0
            let other = data.pixels.bytes(index * data.stride..<(index + 1) * data.stride)
            for i in 0..<data.stride {
                let difference = Int(other[i]) - Int(pixels[i])
                sum += difference * difference
            }
            if found.count == Self.neighbours, let worst = found.last, sum >= worst.sum { continue }
            found.insert((sum, index), at: found.firstIndex { $0.sum > sum } ?? found.count)
            if found.count > Self.neighbours { found.removeLast() }
        }
        return found.map { sum, index in
            Neighbour(image: data.bitmap(at: index), distance: (Double(sum) / Double(data.stride)).squareRoot())
        }
    }
}
