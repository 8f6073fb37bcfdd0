import Conditioning
import Datasets
import Dispatch
import Models
import Runs

/// Embeds prompts, searches data and maps it; caches the encoders and the index of the last calls. Belongs to one thread at a time.
struct EmbeddingService {
    private var encoders: [(path: String, data: String, fit: ImageFit, encoder: MultimodalEncoder)] = []
    private var index: (key: String, pairs: MultimodalSet, vectors: [Float], index: EmbeddingIndex)?
    /// Encoders in the cache, images of a search, images of a map.
    private static let cached = 2, found = 60, mapped = 2_000

    private mutating func open(_ checkpoint: String, threads: Int) throws
        -> (data: String, fit: ImageFit, encoder: MultimodalEncoder)
    {
        if let known = encoders.first(where: { $0.path == checkpoint }) {
            return (known.data, known.fit, known.encoder)
        }
        let opened = try OpenedCheckpoint(checkpoint), encoder = try opened.multimodalEncoder(threads: threads)
        let data = DataLocation.find(opened.note.data, near: checkpoint)
        encoders = [(checkpoint, data, opened.note.fit, encoder)] + encoders.prefix(Self.cached - 1)
        return (data, opened.note.fit, encoder)
    }

    /// The embedding of a prompt.
    mutating func vector(_ prompt: SamplePrompt, _ checkpoint: String, threads: Int) throws -> [Float] {
        let encoder = try open(checkpoint, threads: threads).encoder
        return try encoder.vector(of: try prompt.query(side: encoder.imageShape.size.longSide))
    }

    /// The images of the run's data that match `prompt` best.
    mutating func search(_ prompt: SamplePrompt, _ checkpoint: String, run: String, threads: Int) throws
        -> SearchResults
    {
        let vector = try vector(prompt, checkpoint, threads: threads)
        let open = try open(checkpoint, run: run, threads: threads)
        let start = DispatchTime.now().uptimeNanoseconds
        let hits = open.index.nearest(Self.found, to: vector)[0]
        let milliseconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        return SearchResults(
            prompt: prompt, images: hits.map { Self.image($0.index, open.pairs, score: $0.score) },
            searched: open.index.count, milliseconds: milliseconds)
    }

    /// Evenly chosen images of the run's data, and their positions.
    mutating func map(_ prompt: SamplePrompt, _ checkpoint: String, run: String, threads: Int) throws -> DataMap {
        let open = try open(checkpoint, run: run, threads: threads), E = EmbeddingSpace.dimension,
            count = open.pairs.images.count
        let step = max(count / Self.mapped, 1), chosen = Array(stride(from: 0, to: count, by: step))
        let map = EmbeddingMap(chosen.flatMap { open.vectors[$0 * E..<($0 + 1) * E] })
        let point = prompt.isEmpty ? nil : map.point(of: try vector(prompt, checkpoint, threads: threads))
        return DataMap(images: chosen.map { Self.image($0, open.pairs) }, map: map, prompt: point)
    }

    private static func image(_ index: Int, _ pairs: MultimodalSet, score: Float? = nil) -> FoundImage {
        FoundImage(
            image: pairs.images.bitmap(at: index),
            caption: pairs.captions[index].first ?? pairs.images.className(at: index) ?? "",
            score: score)
    }

    /// The run's data with its index.
    private mutating func open(_ checkpoint: String, run: String, threads: Int) throws
        -> (pairs: MultimodalSet, vectors: [Float], index: EmbeddingIndex)
    {
        let (data, fit, encoder) = try open(checkpoint, threads: threads), key = "\(encoder.fingerprint) \(data)"
        if let index, index.key == key { return (index.pairs, index.vectors, index.index) }
        let shape = encoder.imageShape
        let pairs = try MultimodalSource.open(
            data, size: ImageSizing(shape.size, fit: fit), channels: shape.channels, speech: nil, threads: threads)
        let vectors = IndexFile.vectors(of: pairs.images, encoder, folder: run)
        let built = EmbeddingIndex(vectors, threads: threads)
        index = (key, pairs, vectors, built)
        return (pairs, vectors, built)
    }
}
