import Raster

/// Known pixels that a fit does not see, so that its error there tells how well it fills in.
///
/// They look like the damage: for scattered loss single pixels, for wider damage pieces of the damage itself, laid elsewhere.
enum HeldOut {
    /// Pixels along a piece.
    private static let cell = 32
    private static let stream: UInt32 = 1 << 29

    /// - Parameters:
    ///   - known: 1 where a pixel may be taken, row by row.
    ///   - share: of the known pixels, about.
    /// - Returns: 1 where a pixel is held out.
    static func choice(of known: [Float], width: Int, height: Int, share: Double, seed: UInt64) -> [Float] {
        let random = CounterRandom(seed: seed, stream: stream, counter: 0)
        let mask = Mask(width: width, height: height, damaged: known.map { $0 == 0 })
        let count = width * height - mask.count
        let wanted = min(count / 2, max(Int(share * Double(count)), 16))
        let single = (0..<known.count).map { known[$0] == 1 && Double(random.uniform(at: $0)) < share ? Float(1) : 0 }
        guard DamageReport(mask).deepest > 2 else { return single }
        var result = [Float](repeating: 0, count: known.count), taken = 0
        // Where it is laid: not so near that it covers itself.
        let dx = width / 4 + Int(random.uniform(at: known.count) * Float(width / 2)), dy = height / 4 + Int(random.uniform(at: known.count + 1) * Float(height / 2))
        let (across, down) = ((width + cell - 1) / cell, (height + cell - 1) / cell)
        let order = (0..<across * down).sorted { random.uniform(at: $0 + known.count + 2) < random.uniform(at: $1 + known.count + 2) }
        for place in order where taken < wanted {
            for y in place / across * cell..<min(height, place / across * cell + cell) {
                for x in place % across * cell..<min(width, place % across * cell + cell) {
                    let i = y * width + x
                    guard known[i] == 1, mask.damaged[(y + dy) % height * width + (x + dx) % width] else { continue }
                    result[i] = 1
                    taken += 1
                }
            }
        }
        return taken > 0 ? result : single
    }
}
