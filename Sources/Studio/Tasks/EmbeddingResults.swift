package import Conditioning
package import Raster

/// An image of a run's data, in search results or on the embedding map.
package struct FoundImage: Sendable, Equatable {
    package var image: Bitmap
    /// Its first caption, or its class.
    package var caption: String
    /// Cosine similarity to the prompt, -1...1; nil on the map.
    package var score: Float?

    package init(image: Bitmap, caption: String, score: Float? = nil) {
        (self.image, self.caption, self.score) = (image, caption, score)
    }
}

/// The images of a run's data that match a prompt best.
package struct SearchResults: Sendable, Equatable {
    package var prompt: SamplePrompt
    /// Best first.
    package var images: [FoundImage]
    /// Number of images that were compared.
    package var searched: Int
    /// Duration of the search.
    package var milliseconds: Double
    /// Words of the prompt that the run's captions do not contain.
    package var unknown: [String]
    /// That no image matches well; nil where one does.
    package var warning: String?

    package init(
        prompt: SamplePrompt, images: [FoundImage], searched: Int, milliseconds: Double, unknown: [String] = [],
        warning: String? = nil
    ) {
        (self.prompt, self.images, self.searched, self.milliseconds) = (prompt, images, searched, milliseconds)
        (self.unknown, self.warning) = (unknown, warning)
    }
}

/// Some images of a run's data on the principal plane of the embedding space.
package struct DataMap: Sendable, Equatable {
    package var images: [FoundImage]
    package var map: EmbeddingMap
    /// The position of the prompt; nil for an empty prompt.
    package var prompt: EmbeddingMap.Point?

    package init(images: [FoundImage], map: EmbeddingMap, prompt: EmbeddingMap.Point? = nil) {
        (self.images, self.map, self.prompt) = (images, map, prompt)
    }
}
