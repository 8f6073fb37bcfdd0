package import Datasets
import Numerics
package import Runs

/// What the score of a search result means, from pairs of the data.
///
/// Of held-out pairs, nearly all captions and sounds find their best image above `low`. Data without a test split was trained on, so its own
/// captions score higher than any other text: there `low` is what half of them reach with images that are not theirs.
package struct MatchScale: Sendable, Equatable, Codable {
    /// The best scores that the queries of one modality reach.
    package struct Range: Sendable, Equatable, Codable {
        /// Queries that were searched for.
        package let queries: Int
        /// A lower best score is no match; cosine similarities, -1...1.
        package let low: Float
        /// The median of the best scores.
        package let median: Float

        package init(queries: Int, low: Float, median: Float) {
            (self.queries, self.low, self.median) = (queries, low, median)
        }
    }

    /// nil for a modality that the data or the run does not have.
    package var text: Range?, audio: Range?
    /// Whether the pairs are those of a test split, which training did not have.
    package var isHeldOut: Bool

    /// Fewer queries say nothing about a percentile; more change little.
    private static let fewest = 20, most = 1_000, mostSounds = 200
    /// Results in which an image that is not the query's own is looked for.
    private static let depth = 20

    package init(text: Range?, audio: Range? = nil, isHeldOut: Bool) {
        (self.text, self.audio, self.isHeldOut) = (text, audio, isHeldOut)
    }

    /// Searches `index` for captions and sounds of `pairs`.
    package init(
        _ pairs: MultimodalSet, isHeldOut: Bool, _ encoder: MultimodalEncoder, in index: EmbeddingIndex,
        progress: (String, Double) -> Void = { _, _ in }
    ) {
        self.isHeldOut = isHeldOut
        let chosen = RandomSubset.indices(pairs.images.count, of: pairs.images.count, seed: 13)
        if encoder.modalities.contains(.text) {
            let captioned = Array(chosen.lazy.filter { !pairs.captions[$0].isEmpty }.prefix(Self.most))
            let captions = captioned.map { pairs.captions[$0][0] }
            text = Self.range(encoder.vectors(texts: captions), isHeldOut, in: index) { query, image in
                pairs.captions[image].contains(captions[query])
            }
        }
        if encoder.modalities.contains(.audio) {
            let audible = Array(chosen.lazy.filter { !pairs.sounds[$0].isEmpty }.prefix(Self.mostSounds))
            let vectors = (try? encoder.soundVectors(of: audible, in: pairs, progress: progress)) ?? []
            audio = Self.range(vectors, isHeldOut, in: index) { query, image in
                pairs.sounds[image].contains(pairs.sounds[audible[query]][0])
            }
        }
    }

    /// - Parameter matches: whether an image of the data is one of the query's own, where the pairs are the data's.
    private static func range(
        _ vectors: [Float], _ isHeldOut: Bool, in index: EmbeddingIndex, matches: (_ query: Int, _ image: Int) -> Bool
    ) -> Range? {
        guard !vectors.isEmpty else { return nil }
        let results = index.nearest(isHeldOut ? 1 : depth, to: vectors)
        let best = results.compactMap { $0.first?.score }.sorted()
        guard best.count >= fewest else { return nil }
        var low = best[best.count / 20]
        if !isHeldOut {
            let others = results.enumerated().compactMap { query, found in
                found.first { !matches(query, $0.index) }?.score
            }.sorted()
            guard !others.isEmpty else { return nil }
            low = others[others.count / 2]
        }
        return Range(queries: best.count, low: low, median: best[best.count / 2])
    }

    /// The range for a query of these modalities: that of the text where there is one, else of the sound; nil for an image.
    package func range(_ parts: [Modality]) -> (name: String, range: Range)? {
        if parts.contains(.text), let text { return ("captions", text) }
        if parts.contains(.audio), let audio { return ("sounds", audio) }
        return nil
    }

    /// What the scores mean, in one line.
    package func meaning(_ parts: [Modality]) -> String {
        let score = "score: cosine similarity of query and image, -1 to 1"
        guard let (name, range) = range(parts) else { return score }
        let (low, median) = (Self.text(range.low), Self.text(range.median))
        return isHeldOut
            ? "\(score); 95 % of the held-out \(name) find their best image at \(low) or above, half of them at \(median) or above"
            : "\(score); half of the data's own \(name) find their image at \(median) or above, and images of others at \(low) "
                + "(there is no test split)"
    }

    /// That a best score is that of no match, in one line; nil where it is higher.
    package func warning(best: Float?, _ parts: [Modality]) -> String? {
        guard let best, let (name, range) = range(parts), best < range.low else { return nil }
        let reach =
            isHeldOut
            ? "95 % of the held-out \(name) reach" : "half of the data's \(name) reach, with images of others,"
        return "no image matches well: the best score is \(Self.text(best)), and \(reach) \(Self.text(range.low))"
    }

    private static func text(_ score: Float) -> String {
        let hundredths = Int((abs(score) * 100).rounded()), digits = hundredths % 100
        return (score < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100)." + (digits < 10 ? "0" : "")
            + "\(digits)"
    }
}
