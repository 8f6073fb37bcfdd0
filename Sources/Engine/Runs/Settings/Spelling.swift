/// Suggestions for misspelled names.
package enum Spelling {
    /// At most three candidates with a small edit distance to `word`, the nearest first.
    package static func nearest(to word: String, among candidates: [String]) -> [String] {
        let ranked = candidates.map { candidate in (candidate, distance(Array(word.lowercased()), Array(candidate.lowercased()))) }
        let near = ranked.filter { candidate, distance in
            distance <= max(2, candidate.count / 2) || candidate.split(separator: ".").contains { $0 == word }
        }
        return near.sorted { $0.1 < $1.1 }.prefix(3).map(\.0)
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
