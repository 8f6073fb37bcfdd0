/// What a text is made of, as hashed features: its words, neighbouring words joined, and runs of three and four letters
/// (Weinberger et al. 2009, "Feature hashing"; Bojanowski et al. 2017 for the letters).
///
/// A word with a typing error, or with an ending never seen, still shares most of its runs with the word that was meant.
package struct TextFeatures {
    /// Numbers in a text's vector.
    package static let extent = 4096
    /// Length of a text's vector: large enough that a first layer's results begin near 1.
    private static let length: Float = 8
    private static let joinedWeight: Float = 0.5
    private static let runs = 3...4

    /// One feature: its hash, and what it counts.
    struct Feature {
        let hash: UInt64
        let weight: Float
    }

    let features: [Feature]

    package init(_ text: NormalisedText) {
        var features: [Feature] = []
        for (place, word) in text.words.enumerated() {
            features.append(Feature(hash: Self.hash(word.unicodeScalars), weight: 1))
            // "ankle boot" has the word "ankleboot" in it too, and "t shirt" has "tshirt".
            if place > 0 {
                features.append(Feature(hash: Self.hash((text.words[place - 1] + word).unicodeScalars), weight: Self.joinedWeight))
            }
            let letters = Array("<\(word)>".unicodeScalars)
            let parts = Self.runs.flatMap { run in
                stride(from: 0, through: letters.count - run, by: 1).map { Self.hash(letters[$0..<$0 + run], salt: 1) }
            }
            // However long a word is, its letters together weigh as much as the word.
            let weight = 1 / Float(max(1, parts.count)).squareRoot()
            features += parts.map { Feature(hash: $0, weight: weight) }
        }
        self.features = features
    }

    private static func hash(_ scalars: some Sequence<Unicode.Scalar>, salt: UInt64 = 0) -> UInt64 {
        scalars.reduce(SeededMixing.finalise(salt &+ 1)) { SeededMixing.finalise($0 ^ UInt64($1.value)) }
    }

    /// Adds the text to `row`, `extent` zeros from `start` on. Features that `known` has never met are left out: their weights mean nothing.
    /// - Returns: the share of the text that is known, 0...1.
    @discardableResult
    package func write(to target: inout MutableSpan<Float>, at start: Int, known: KnownFeatures) -> Float {
        var (all, met, square) = (Float(0), Float(0), Float(0))
        for feature in features {
            all += feature.weight
            guard known.contains(feature.hash) else { continue }
            met += feature.weight
            let place = start + Int(feature.hash % UInt64(Self.extent))
            // A sign of its own makes what falls into one place cancel on average instead of adding up.
            let value = feature.hash >> 63 == 0 ? feature.weight : -feature.weight
            square += value * (2 * target[place] + value)
            target[place] += value
        }
        guard square > 0 else { return 0 }
        let scale = Self.length / square.squareRoot()
        for place in start..<start + Self.extent where target[place] != 0 { target[place] *= scale }
        return met / all
    }
}

/// The features that occurred in a run's captions: a Bloom filter (Bloom 1970), so that it is a tensor of fixed size.
///
/// It knows all that it has met, and takes a few for known that it has not: one in a hundred after 1,600 features.
package struct KnownFeatures: Sendable, Equatable {
    package static let extent = 32_768
    /// 1 where a place was met, as a variable of the run.
    private(set) var places: [Float]

    package init() { places = [Float](repeating: 0, count: Self.extent) }

    init(places: [Float]) {
        precondition(places.count == Self.extent, "\(places.count) places")
        self.places = places
    }

    /// Two places for each feature, from parts of its hash that say nothing of its place in a text's vector.
    private static func pair(_ hash: UInt64) -> (Int, Int) {
        (Int(hash >> 16 & UInt64(extent - 1)), Int(hash >> 40 & UInt64(extent - 1)))
    }

    func contains(_ hash: UInt64) -> Bool {
        let (a, b) = Self.pair(hash)
        return places[a] > 0 && places[b] > 0
    }

    package mutating func insert(_ text: TextFeatures) {
        for feature in text.features {
            let (a, b) = Self.pair(feature.hash)
            (places[a], places[b]) = (1, 1)
        }
    }
}
