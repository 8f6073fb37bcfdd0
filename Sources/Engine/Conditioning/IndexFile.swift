import Datasets
import FoundationEssentials
import Numerics
import Runs

/// The embeddings of a run's images, kept in its folder: `index.safetensors` with a vector for each image, and `index.jsonl` with the
/// caption and the class of each, one to a line. Deleting both harms nothing.
struct IndexFile {
    /// The embeddings (N, E).
    var vectors: [Float]
    var entries: IndexEntries
    /// What the index was made from.
    var origin: Origin
    /// What scores mean.
    var scale: MatchScale

    struct Origin: Equatable {
        /// Fingerprints of the encoders and of the images.
        var encoders: String, images: String
        /// `DataState` of the data, and its name as the run has it.
        var state: String, data: String
        /// The images' file in the cache of decoded pixels; empty where they are in none.
        var pixels: String
    }

    private static func path(_ folder: String) -> String { "\(folder)/index.safetensors" }

    private static func entriesPath(_ folder: String) -> String { "\(folder)/index.jsonl" }

    /// The index in `folder`; nil where there is none or a part of it is missing.
    static func read(_ folder: String) -> IndexFile? {
        guard let file = try? Safetensors.read(path(folder)), let tensor = file["index"], tensor.shape.count == 2,
            tensor.shape[1] == EmbeddingSpace.dimension, let encoders = file.metadata["encoders"],
            let images = file.metadata["images"], let state = file.metadata["state"],
            let data = file.metadata["data"], let pixels = file.metadata["pixels"], tensor.shape[0] > 0,
            let words = file.metadata["scale"],
            let scale = try? JSONDecoder().decode(MatchScale.self, from: Data(words.utf8))
        else { return nil }
        let origin = Origin(encoders: encoders, images: images, state: state, data: data, pixels: pixels)
        let entries = IndexEntries.read(entriesPath(folder))
        guard let entries, entries.count == tensor.shape[0], entries.checksum == file.metadata["entries"] else {
            return nil
        }
        return IndexFile(vectors: tensor.values, entries: entries, origin: origin, scale: scale)
    }

    /// Writes the index; false in a folder that cannot be written, where every search makes it again.
    @discardableResult
    func write(_ folder: String) -> Bool {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let scale = try? encoder.encode(scale) else { preconditionFailure("numbers as JSON") }
        let tensor = NamedTensor(
            name: "index", shape: [vectors.count / EmbeddingSpace.dimension, EmbeddingSpace.dimension], values: vectors)
        let metadata = [
            "encoders": origin.encoders, "images": origin.images, "state": origin.state, "data": origin.data,
            "pixels": origin.pixels, "entries": entries.checksum, "scale": String(decoding: scale, as: UTF8.self),
        ]
        do {
            try entries.write(Self.entriesPath(folder))
            try Safetensors.write([tensor], metadata: metadata, to: Self.path(folder))
            return true
        } catch {
            return false
        }
    }
}
