package import Datasets
package import Numerics
import Runs

// N images, Q queries, E dimension of the embedding space.

/// Cross-modal retrieval of held-out images by text and by audio: precision at 10.
package struct Retrieval: Sendable, Equatable, Codable {
    /// The kind of query: "text", with the caption variant where there are several, or "audio".
    package let query: String
    /// Mean fraction of the ten nearest images that match the query; the results of one query are one sample, as they are not independent.
    package let precision: Estimate

    /// k of precision at k.
    package static let depth = 10
    /// Queries of one kind at most: more would change the estimate by less than its interval.
    private static let maxQueries = 2_000

    /// The precision of the queries `vectors` (Q, E).
    /// - Parameter matches: whether an image matches a query, by their indices.
    package static func measure(
        _ query: String, _ vectors: [Float], in index: EmbeddingIndex,
        matches: (_ query: Int, _ image: Int) -> Bool
    ) -> Retrieval {
        let results = index.nearest(depth, to: vectors)
        let hits = results.enumerated().reduce(0) { sum, one in
            sum + one.element.count { matches(one.offset, $0.index) }
        }
        let all = results.reduce(0) { $0 + $1.count }
        return Retrieval(
            query: query, precision: Estimate(fraction: Double(hits) / Double(all), of: results.count))
    }

    /// The precision for captions, by variant where there are several, and for sounds, on held-out `pairs`.
    ///
    /// An image matches a query of its class; in data without classes, one that is a caption or the first sound of its
    /// own.
    /// - Throws: `AudioError`, `ModalityError` for sounds that cannot be read.
    package static func all(
        of pairs: MultimodalSet, _ encoder: MultimodalEncoder, threads: Int,
        progress: (String, Double) -> Void = { _, _ in }
    ) throws -> [Retrieval] {
        let vectors = encoder.vectors(of: pairs.images) { progress("embedding held-out images", $0) }
        let index = EmbeddingIndex(vectors, queries: 128, threads: threads)
        let images = RandomSubset.indices(maxQueries, of: pairs.images.count, seed: 11)
        var results: [Retrieval] = []
        func isSameClass(_ a: Int, _ b: Int) -> Bool? { pairs.images.labels.map { $0[a] == $0[b] } }
        if encoder.modalities.contains(.text) {
            for (name, variant) in captionVariants(of: pairs) {
                let captioned = images.filter { pairs.captions[$0].indices.contains(variant) }
                guard !captioned.isEmpty else { continue }
                let captions = captioned.map { pairs.captions[$0][variant] }
                results.append(
                    measure(name, encoder.vectors(texts: captions), in: index) { query, image in
                        isSameClass(captioned[query], image) ?? pairs.captions[image].contains(captions[query])
                    })
            }
        }
        if encoder.modalities.contains(.audio) {
            let audible = images.filter { !pairs.sounds[$0].isEmpty }
            if !audible.isEmpty {
                let vectors = try encoder.soundVectors(of: audible, in: pairs, progress: progress)
                results.append(
                    measure(Modality.audio.rawValue, vectors, in: index) { query, image in
                        isSameClass(audible[query], image)
                            ?? pairs.sounds[image].contains(pairs.sounds[audible[query]][0])
                    })
            }
        }
        return results
    }

    /// The caption variants of the data, each with the index of its caption in an image's captions: those of
    /// `CaptionVariant` for generated test captions, else the first caption alone.
    package static func captionVariants(of pairs: MultimodalSet) -> [(name: String, index: Int)] {
        let variants = CaptionVariant.allCases
        guard pairs.captions.allSatisfy({ $0.count == variants.count }) else {
            return pairs.hasCaptions ? [(Modality.text.rawValue, 0)] : []
        }
        return variants.enumerated().map { ("\(Modality.text.rawValue), \($1.rawValue)", $0) }
    }
}
