import Datasets
import FoundationEssentials
import Numerics
import Raster
import Runs

/// The embeddings of images that are searched, kept in the run's folder, or in the user's cache for other data: `index.safetensors` with a
/// vector for each image, and `index.jsonl` with the caption and the class of each, one to a line. Deleting both harms nothing.
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

    /// Where an index is: the common beginning of its files' paths.
    struct Place: Equatable {
        let stem: String
        /// Whether it is in the user's cache, which is bounded.
        let isCached: Bool

        init(run folder: String) { (stem, isCached) = ("\(folder)/index", false) }

        /// The place of any other data, in the folder `cache`.
        init(cache: String, encoders: String, data: String) {
            var hash = FNV1a()
            for byte in "\(encoders) \(FolderNames.resolved(data))".utf8 { hash.add(byte) }
            (stem, isCached) = ("\(cache)/\(hash.text).index", true)
        }

        var vectors: String { stem + IndexFile.endings[0] }
        var entries: String { stem + IndexFile.endings[1] }
    }

    private static let endings = [".safetensors", ".jsonl"]
    /// Bytes of all indices in the cache together; the least recently used ones are deleted.
    private static let limit = 1 << 30

    /// The index at `place`; nil where there is none or a part of it is missing.
    static func read(_ place: Place) -> IndexFile? {
        guard let file = try? Safetensors.read(place.vectors), let tensor = file["index"], tensor.shape.count == 2,
            tensor.shape[1] == EmbeddingSpace.dimension, let encoders = file.metadata["encoders"],
            let images = file.metadata["images"], let state = file.metadata["state"],
            let data = file.metadata["data"], let pixels = file.metadata["pixels"], tensor.shape[0] > 0,
            let words = file.metadata["scale"],
            let scale = try? JSONDecoder().decode(MatchScale.self, from: Data(words.utf8))
        else { return nil }
        let origin = Origin(encoders: encoders, images: images, state: state, data: data, pixels: pixels)
        let entries = IndexEntries.read(place.entries)
        guard let entries, entries.count == tensor.shape[0], entries.checksum == file.metadata["entries"] else {
            return nil
        }
        if place.isCached { [place.vectors, place.entries].forEach(CacheEviction.touch) }
        return IndexFile(vectors: tensor.values, entries: entries, origin: origin, scale: scale)
    }

    /// Writes the index; false in a place that cannot be written, where every search makes it again.
    @discardableResult
    func write(_ place: Place) -> Bool {
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
            if place.isCached {
                let folder = FolderNames.parent(of: place.stem)
                try FolderNames.make(folder)
                CacheEviction.makeRoom(
                    for: 4 * vectors.count + entries.byteCount, in: folder, endings: Self.endings, limit: Self.limit)
            }
            try entries.write(place.entries)
            try Safetensors.write([tensor], metadata: metadata, to: place.vectors)
            return true
        } catch {
            return false
        }
    }
}
