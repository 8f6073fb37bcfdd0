/// Suggestions for misspelled names.
package enum Spelling {
    /// At most three candidates with a small edit distance to `word`, the nearest first.
    package static func nearest(to word: String, among candidates: [String]) -> [String] {
        let word = Array(word.lowercased())
        let ranked = candidates.compactMap { candidate -> (name: String, distance: Int)? in
            let whole = distance(word, Array(candidate.lowercased()))
            // A part of a name, such as "batch" of "batch_size", is found by a smaller error of its own.
            let parts = candidate.lowercased().split { $0 == "." || $0 == "_" }.map { distance(word, Array($0)) }
            let part = parts.min() ?? whole
            if part <= min(2, word.count / 2) { return (candidate, min(whole, part + 1)) }
            return whole <= max(2, candidate.count / 2) ? (candidate, whole) : nil
        }
        return ranked.sorted { $0.distance < $1.distance }.prefix(3).map(\.name)
    }

    /// "did you mean a or b?"; `fallback` where there is no candidate.
    package static func question(_ nearest: [String], else fallback: String = "") -> String {
        guard let last = nearest.last else { return fallback }
        let first = nearest.dropLast().joined(separator: ", ")
        return "did you mean \(first.isEmpty ? "" : first + " or ")\(last)?"
    }

    /// The edit distance: insertions, deletions and replacements (Levenshtein 1966).
    static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                (diagonal, row[j + 1]) = (row[j + 1], min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1)))
            }
        }
        return row[b.count]
    }
}
