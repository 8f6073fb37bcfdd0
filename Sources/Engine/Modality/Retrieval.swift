// N pictures, E extent of the space.

/// How often what is found belongs to what was asked for, on pairs that the run has never seen.
public struct Retrieval: Sendable, Equatable, Codable {
    /// What was asked with: "text", "audio", perhaps with the way of wording.
    public let query: String
    /// Mean share of the ten nearest pictures that belong to the query.
    public let precision: Estimate

    /// Pictures that are looked at for each query.
    public static let depth = 10
    /// Queries at most: beyond these the estimate moves less than it is sure of.
    private static let most = 2_000

    /// Asks with `vectors` (Q, E) among the pictures of `index`.
    /// - Parameter belongs: whether a picture belongs to a query.
    static func measure(_ query: String, _ vectors: [Float], among index: JointIndex, belongs: (_ query: Int, _ picture: Int) -> Bool) -> Retrieval {
        let found = index.nearest(depth, to: vectors)
        let hits = found.enumerated().reduce(0) { sum, one in sum + one.element.count { belongs(one.offset, $0.index) } }
        return Retrieval(query: query, precision: Estimate(hits: hits, of: found.reduce(0) { $0 + $1.count }))
    }

    /// Precision for captions, by each way of wording where there are several, and for sounds, on held-out `pairs`.
    ///
    /// A picture belongs to a query where it is of the same class; without classes, where it has that very caption or sound.
    public static func all(of pairs: PairedSet, _ model: JointModel, lanes: Int, progress: (String, Double) -> Void = { _, _ in }) throws -> [Retrieval] {
        let vectors = model.vectors(of: pairs.images) { progress("embedding held-out pictures", $0) }
        let index = JointIndex(vectors, queries: 128, lanes: lanes)
        let pictures = Pick.indices(most, of: pairs.images.count, seed: 11)
        var results: [Retrieval] = []
        func isSame(_ asked: Int, _ found: Int) -> Bool? { pairs.images.labels.map { $0[asked] == $0[found] } }
        if model.modalities.contains(.text) {
            for (name, place) in wordings(of: pairs) {
                let asked = pictures.filter { pairs.captions[$0].indices.contains(place) }
                let texts = asked.map { pairs.captions[$0][place] }
                results.append(measure(name, model.vectors(texts: texts), among: index) { query, found in
                    isSame(asked[query], found) ?? pairs.captions[found].contains(texts[query])
                })
            }
        }
        if model.modalities.contains(.audio) {
            let asked = pictures.filter { !pairs.sounds[$0].isEmpty }
            if !asked.isEmpty {
                results.append(measure(Modality.audio.rawValue, try model.vectors(ofSoundsOf: asked, in: pairs, progress: progress), among: index) { query, found in
                    isSame(asked[query], found) ?? pairs.sounds[found].contains(pairs.sounds[asked[query]][0])
                })
            }
        }
        return results
    }

    /// Names of the captions' places: where every picture has one for each way of wording, they are in that order.
    static func wordings(of pairs: PairedSet) -> [(name: String, place: Int)] {
        let ways = Wording.allCases
        guard pairs.captions.allSatisfy({ $0.count == ways.count }) else { return pairs.hasCaptions ? [(Modality.text.rawValue, 0)] : [] }
        return ways.enumerated().map { ("\(Modality.text.rawValue), \($1.rawValue)", $0) }
    }
}
