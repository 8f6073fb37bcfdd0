import Datasets
import Runs

/// The embeddings of a run's data in its folder, `embeddings.safetensors`: a resumed run reads them instead of embedding all data again.
/// Deleting it harms nothing.
struct EmbeddingFile {
    /// (variants, captions, E), (variants, sounds, E), (images, E), as `EmbeddedConditions` holds them.
    var texts: [Float], sounds: [Float], images: [Float]
    /// The encoders' fingerprint, that of the images, and that of everything else the embeddings depend on.
    var key: Key

    struct Key: Equatable {
        var encoders: String, images: String, pairs: String
    }

    private static func path(_ folder: String) -> String { "\(folder)/embeddings.safetensors" }

    /// Nil where there is no file, or it is none of this kind.
    static func read(_ folder: String) -> EmbeddingFile? {
        guard let file = try? Safetensors.read(path(folder)), let encoders = file.metadata["encoders"],
            let images = file.metadata["images"], let pairs = file.metadata["pairs"],
            let text = file["text"], let audio = file["audio"], let image = file["image"]
        else { return nil }
        return EmbeddingFile(
            texts: text.values, sounds: audio.values, images: image.values,
            key: Key(encoders: encoders, images: images, pairs: pairs))
    }

    /// Writes the file. A folder that cannot be written costs only the time to embed again.
    func write(_ folder: String) {
        let E = EmbeddingSpace.dimension
        let tensors = [("text", texts), ("audio", sounds), ("image", images)].map { name, values in
            NamedTensor(name: name, shape: [values.count / E, E], values: values)
        }
        let metadata = ["encoders": key.encoders, "images": key.images, "pairs": key.pairs]
        try? Safetensors.write(tensors, metadata: metadata, to: Self.path(folder))
    }

    /// The image embeddings, where they are those of these encoders and images.
    func images(encoders: String, images fingerprint: String) -> [Float]? {
        key.encoders == encoders && key.images == fingerprint && !images.isEmpty ? images : nil
    }
}
