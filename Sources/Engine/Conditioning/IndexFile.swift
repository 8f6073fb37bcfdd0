package import Datasets
import Runs

/// The embeddings of a run's images, cached in its folder; computed again when the run or the data changes.
package enum IndexFile {
    private static let name = "index.safetensors", key = "key"

    private static func path(_ folder: String) -> String { "\(folder)/\(name)" }

    /// The embeddings (N, E) of `images`, from the run's folder, or computed and stored there.
    /// - Parameter folder: nil for a checkpoint without its run: nothing is cached.
    package static func vectors(
        of images: ImageSet, _ encoder: MultimodalEncoder, folder: String?,
        progress: (String, Double) -> Void = { _, _ in }
    ) -> [Float] {
        let current = "\(encoder.fingerprint)-\(images.fingerprint)"
        if let folder, let file = try? Safetensors.read(path(folder)), file.metadata[key] == current,
            let tensor = file["index"], tensor.shape == [images.count, EmbeddingSpace.dimension]
        {
            return tensor.values
        }
        let vectors = encoder.vectors(of: images) { progress("embedding \(images.name)", $0) }
        let tensor = NamedTensor(name: "index", shape: [images.count, EmbeddingSpace.dimension], values: vectors)
        // In a folder that cannot be written, every search computes the embeddings again.
        if let folder { try? Safetensors.write([tensor], metadata: [key: current], to: path(folder)) }
        return vectors
    }
}
