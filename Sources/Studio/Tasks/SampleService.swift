import Conditioning
import Datasets
import Models
import Raster
import Runs

/// Generates samples, and caches the models and the data of the last calls. Belongs to one thread at a time.
package struct SampleService {
    private var models: [(path: String, model: GeneratorModel)] = []
    private var data: ImageSet?
    private var embedding = EmbeddingService()
    /// Models in the cache, neighbours of a sample.
    private static let cached = 3, neighbours = 6

    package init() {}

    package mutating func generate(_ request: SampleRequest, threads: Int) throws -> [SampleSheet] {
        try request.sources.flatMap { source in
            try request.prompts.map { try generate(request, $0, source, threads: threads) }
        }
    }

    private mutating func generate(_ request: SampleRequest, _ prompt: SamplePrompt, _ source: String, threads: Int)
        throws
        -> SampleSheet
    {
        let model = try model(source, threads: threads)
        var unknown: [String] = []
        func vector(_ prompt: SamplePrompt, _ embedding: inout EmbeddingService) throws -> [Float] {
            guard !prompt.isEmpty else { return [Float](repeating: 0, count: EmbeddingSpace.dimension) }
            let embedded = try embedding.vector(prompt, Self.checkpoint(source), threads: threads)
            unknown += embedded.unknown.filter { !unknown.contains($0) }
            return embedded.vector
        }
        let condition: SampleInputs.Condition
        if let start = request.startPrompt {
            condition = .prompts(from: try vector(start, &embedding), to: try vector(prompt, &embedding))
        } else if !prompt.isEmpty || request.prompts.count > 1 {
            // The ablation of a prompt's only part: zeros are the unconditional input.
            condition = .prompt(try vector(prompt, &embedding))
        } else {
            condition = .sequence
        }
        let inputs = SampleInputs(request.noise, ends: request.ends, condition, model)
        return SampleSheet(
            preset: model.note.preset, step: model.note.step,
            images: model.images(for: inputs.latents, conditions: inputs.conditions), latents: inputs.latents,
            latentDim: model.generator.latentDim, prompt: prompt, unknown: unknown)
    }

    private mutating func model(_ source: String, threads: Int) throws -> GeneratorModel {
        let path = try Self.checkpoint(source)
        if let known = models.first(where: { $0.path == path }) { return known.model }
        let model = try GeneratorModel(checkpoint: path, threads: threads)
        models = [(path, model)] + models.prefix(Self.cached - 1)
        return model
    }

    static func checkpoint(_ source: String) throws -> String {
        if source.hasSuffix(".safetensors") { return source }
        guard let newest = try RunFolder.open(source).newestIntact().checkpoint else {
            throw try RunFolder.open(source).noCheckpoint
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
