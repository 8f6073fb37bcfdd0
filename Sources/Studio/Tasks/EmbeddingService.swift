import Conditioning
import Datasets
import Dispatch
import Models
import Runs

/// Embeds prompts, searches data and maps it; caches the encoders and the index of the last calls. Belongs to one thread at a time.
struct EmbeddingService {
    private var encoders: [(path: String, data: String, fit: ImageFit, encoder: MultimodalEncoder)] = []
    private var index: (key: String, data: SearchIndex, index: EmbeddingIndex)?
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

    /// The embedding of a prompt, and the words of it that the run's captions do not contain.
    mutating func vector(_ prompt: SamplePrompt, _ checkpoint: String, threads: Int) throws -> (
        vector: [Float], unknown: [String]
    ) {
        let encoder = try open(checkpoint, threads: threads).encoder
        let vector = try encoder.vector(of: try prompt.query(side: encoder.imageShape.size.longSide))
        return (vector, encoder.unknownWords(of: prompt.text))
    }

    /// The images of the run's data that match `prompt` best.
    mutating func search(_ prompt: SamplePrompt, _ checkpoint: String, run: String, threads: Int) throws
        -> SearchResults
    {
        let (vector, unknown) = try vector(prompt, checkpoint, threads: threads)
        let open = try open(checkpoint, run: run, threads: threads)
        let start = DispatchTime.now().uptimeNanoseconds
        let hits = open.index.nearest(Self.found, to: vector)[0]
        let milliseconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        let images = try Self.images(hits.map(\.index), open.data, scores: hits.map(\.score), threads: threads)
        return SearchResults(
            prompt: prompt, images: images, searched: open.index.count, milliseconds: milliseconds, unknown: unknown,
            warning: open.data.scale.warning(best: hits.first?.score, prompt.parts))
    }

    /// Evenly chosen images of the run's data, and their positions.
    mutating func map(_ prompt: SamplePrompt, _ checkpoint: String, run: String, threads: Int) throws -> DataMap {
        let point = prompt.isEmpty ? nil : try vector(prompt, checkpoint, threads: threads).vector
        return try Self.map(open(checkpoint, run: run, threads: threads).data, prompt: point, threads: threads)
    }

    /// Evenly chosen images of `data`, and their positions.
    /// - Parameter prompt: the embedding of a prompt; nil for none.
    static func map(_ data: SearchIndex, prompt: [Float]?, threads: Int) throws -> DataMap {
        let E = EmbeddingSpace.dimension, count = data.count
        let step = max(count / Self.mapped, 1), chosen = Array(stride(from: 0, to: count, by: step))
        let map = EmbeddingMap(chosen.flatMap { data.vectors[$0 * E..<($0 + 1) * E] })
        return DataMap(
            images: try images(chosen, data, threads: threads), map: map, prompt: prompt.map(map.point))
    }

    private static func images(_ indices: [Int], _ data: SearchIndex, scores: [Float]? = nil, threads: Int) throws
        -> [FoundImage]
    {
        zip(indices, try data.bitmaps(at: indices, threads: threads)).enumerated().map { position, found in
            FoundImage(
                image: found.1, caption: data.caption(at: found.0) ?? data.label(at: found.0) ?? "",
                score: scores?[position])
        }
    }

    /// The run's data with its index.
    private mutating func open(_ checkpoint: String, run: String, threads: Int) throws
        -> (data: SearchIndex, index: EmbeddingIndex)
    {
        let (data, fit, encoder) = try open(checkpoint, threads: threads), key = "\(encoder.fingerprint) \(data)"
        if let index, index.key == key { return (index.data, index.index) }
        let searched = try SearchIndex(data, encoder, fit: fit, folder: run, threads: threads)
        let built = EmbeddingIndex(searched.vectors, threads: threads)
        index = (key, searched, built)
        return (searched, built)
    }
}
