/// The overlap of a line of `from` pixels with a line of `to` pixels of the same length.
struct Coverage {
    let from, to: Int

    /// The source pixels that a pixel covers.
    struct Piece {
        let first, last: Int
        let firstWeight, lastWeight: Float

        /// The covered fraction of source pixel `i`, 0...1.
        func weight(of i: Int) -> Float { i == first ? firstWeight : i == last ? lastWeight : 1 }
    }

    /// The factor from a weighted sum to a mean.
    var scale: Float { Float(to) / Float(from) }

    subscript(i: Int) -> Piece {
        let start = Double(i * from) / Double(to), end = Double((i + 1) * from) / Double(to)
        let first = Int(start), last = max(Int(end.rounded(.up)) - 1, first)
        return first == last
            ? Piece(first: first, last: last, firstWeight: Float(end - start), lastWeight: 0)
            : Piece(
                first: first, last: last, firstWeight: Float(Double(first + 1) - start),
                lastWeight: Float(end - Double(last)))
    }

    /// Calls `body` with the weighted sum of each piece and channel of a row with interleaved channels.
    func forEachMean(of row: [Float], channels: Int, _ body: (Float) -> Void) {
        for x in 0..<to {
            let piece = self[x]
            for channel in 0..<channels {
                var sum = piece.firstWeight * row[piece.first * channels + channel]
                if piece.last > piece.first {
                    for source in piece.first + 1..<piece.last { sum += row[source * channels + channel] }
                    sum += piece.lastWeight * row[piece.last * channels + channel]
                }
                body(sum)
            }
        }
    }
}
