import Numerics
import Raster

/// Known pixels that are held out of a fit, so that the error on them measures how well it fills in.
///
/// They have the shape of the damage: single pixels for scattered damage, parts of the damage itself, moved elsewhere, for wider damage.
enum ValidationPixels {
    /// Width and height of a part.
    private static let cell = 32
    private static let stream: UInt32 = 1 << 29

    /// - Parameters:
    ///   - known: 1 where a pixel is known, row by row.
    ///   - fraction: of the known pixels, approximately.
    /// - Returns: 1 where a pixel is held out.
    static func choice(of known: [Float], width: Int, height: Int, fraction: Double, seed: UInt64) -> [Float] {
        let random = CounterRandom(seed: seed, stream: stream, counter: 0)
        let mask = Mask(width: width, height: height, damaged: known.map { $0 == 0 })
        let count = width * height - mask.count
        let target = min(count / 2, max(Int(fraction * Double(count)), 16))
        let single = (0..<known.count).map {
            known[$0] == 1 && Double(random.uniform(at: $0)) < fraction ? Float(1) : 0
        }
        guard DamageReport(mask).depth > 2 else { return single }
        var result = [Float](repeating: 0, count: known.count), chosen = 0
        // At least a quarter of the size, so that the moved damage does not overlap itself.
        let dx = width / 4 + Int(random.uniform(at: known.count) * Float(width / 2)),
            dy = height / 4 + Int(random.uniform(at: known.count + 1) * Float(height / 2))
        let (across, down) = ((width + cell - 1) / cell, (height + cell - 1) / cell)
        let order = (0..<across * down).sorted {
            random.uniform(at: $0 + known.count + 2) < random.uniform(at: $1 + known.count + 2)
        }
        for cellIndex in order where chosen < target {
            for y in cellIndex / across * cell..<min(height, cellIndex / across * cell + cell) {
                for x in cellIndex % across * cell..<min(width, cellIndex % across * cell + cell) {
                    let i = y * width + x
                    guard known[i] == 1, mask.damaged[(y + dy) % height * width + (x + dx) % width] else { continue }
                    result[i] = 1
                    chosen += 1
                }
            }
        }
        return chosen > 0 ? result : single
    }
}
