/// One level of patch completion: for each patch that touches the hole, the most similar patch without a hole; then the pixels
/// that these patches agree on.
///
/// The search is PatchMatch (Barnes, Shechtman, Finkelstein and Goldman 2009): good offsets spread to neighbours, and a few random tries
/// improve them. Pixels are voted on as by Wexler, Shechtman and Irani (2007). Patches are named by their centre, y * width + x.
package struct PatchSearch: Sendable {
    package let width: Int, height: Int, channels: Int
    /// Pixels from a patch's centre to its side; patches are clipped at no border: centres keep that far away.
    package let radius: Int
    /// Centres whose patch touches the hole, row by row.
    package let targets: [Int32]
    /// For each pixel, its number among the targets, -1 where it is none.
    private let number: [Int32]
    /// Centres whose patch is known throughout.
    package let sources: [Int32]
    private let isSource: [Bool]

    /// - Parameter damage: (height, width), true in the hole.
    package init(width: Int, height: Int, channels: Int, radius: Int, damage: [Bool]) {
        (self.width, self.height, self.channels, self.radius) = (width, height, channels, radius)
        let touched = Self.dilated(damage, width, height, radius)
        var targets: [Int32] = [], sources: [Int32] = []
        var number = [Int32](repeating: -1, count: width * height)
        var isSource = [Bool](repeating: false, count: width * height)
        if width > 2 * radius, height > 2 * radius {
            for y in radius..<height - radius {
                for x in radius..<width - radius {
                    let i = y * width + x
                    if touched[i] {
                        number[i] = Int32(targets.count)
                        targets.append(Int32(i))
                    } else {
                        sources.append(Int32(i))
                        isSource[i] = true
                    }
                }
            }
        }
        (self.targets, self.sources, self.number, self.isSource) = (targets, sources, number, isSource)
    }

    /// True within `radius` of a true pixel, by rows and columns.
    private static func dilated(_ marks: [Bool], _ w: Int, _ h: Int, _ radius: Int) -> [Bool] {
        var rows = marks, result = marks
        for y in 0..<h { for x in 0..<w where marks[y * w + x] { for k in max(0, x - radius)...min(w - 1, x + radius) { rows[y * w + k] = true } } }
        for y in 0..<h { for x in 0..<w where rows[y * w + x] { for k in max(0, y - radius)...min(h - 1, y + radius) { result[k * w + x] = true } } }
        return result
    }

    /// Random sources for all targets.
    package func start(_ random: inout PatchRandom) -> [Int32] {
        targets.map { _ in sources[random.below(sources.count)] }
    }

    /// Whether a centre may be copied from.
    package func allows(_ place: Int) -> Bool { place >= 0 && place < isSource.count && isSource[place] }

    /// Improves `field`, a source for each target, by passes in alternating order over `part` of the targets.
    ///
    /// Offsets spread within the part only, so that parts are independent and threads change no result.
    package func improve(_ field: inout [Int32], part: Range<Int>, values: [Float], weights: [Float], passes: Int, random: inout PatchRandom) -> [Float] {
        var costs = [Float](repeating: 0, count: part.count)
        values.withUnsafeBufferPointer { values in weights.withUnsafeBufferPointer { weights in
            guard let v = values.baseAddress, let t = weights.baseAddress else { return }
            for i in part { costs[i - part.lowerBound] = cost(Int(targets[i]), Int(field[i]), v, t, .infinity) }
            for pass in 0..<passes {
                let back = pass & 1 == 1
                for step in 0..<part.count {
                    let i = back ? part.upperBound - 1 - step : part.lowerBound + step
                    let place = Int(targets[i])
                    var best = Int(field[i]), least = costs[i - part.lowerBound]
                    func attempt(_ candidate: Int) {
                        guard candidate != best, allows(candidate) else { return }
                        let c = cost(place, candidate, v, t, least)
                        if c < least { (best, least) = (candidate, c) }
                    }
                    for offset in [back ? 1 : -1, back ? width : -width] {
                        let neighbour = place + offset
                        guard neighbour >= 0, neighbour < number.count, number[neighbour] >= 0 else { continue }
                        let j = Int(number[neighbour])
                        if part.contains(j) { attempt(Int(field[j]) - offset) }
                    }
                    var reach = max(width, height)
                    while reach >= 1 {
                        let x = best % width + random.within(reach), y = best / width + random.within(reach)
                        if x >= radius, x < width - radius, y >= radius, y < height - radius { attempt(y * width + x) }
                        reach /= 2
                    }
                    field[i] = Int32(best)
                    costs[i - part.lowerBound] = least
                }
            }
        } }
        return costs
    }

    /// Weighted squared difference of two patches; gives up above `limit`.
    @inline(__always)
    private func cost(_ a: Int, _ b: Int, _ values: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ limit: Float) -> Float {
        var sum: Float = 0
        let plane = width * height, side = 2 * radius + 1
        for row in -radius...radius {
            let (p, q) = (a + row * width - radius, b + row * width - radius)
            var line = SIMD8<Float>(repeating: 0)
            // The eighth lane of a patch of seven lies beyond it; its weight is zero.
            for c in 0..<channels {
                let d = Self.load(values + c * plane + p) - Self.load(values + c * plane + q)
                line += d * d
            }
            line *= Self.load(weights + p)
            if side < 8 { for lane in side..<8 { line[lane] = 0 } }
            sum += line.sum()
            if sum >= limit { return sum }
        }
        return sum
    }

    @inline(__always)
    private static func load(_ p: UnsafePointer<Float>) -> SIMD8<Float> { UnsafeRawPointer(p).loadUnaligned(as: SIMD8<Float>.self) }

    /// New values of the hole: the mean of what all patches over a pixel say, weighed by how well they fit.
    /// - Parameter sharp: patches that fit badly or lie far hardly count, which keeps grain; else those near the hole's border count more.
    package func vote(_ field: [Int32], _ costs: [Float], values: [Float], damage: [Bool], weights: [Float], sharp: Bool) -> [Float] {
        var result = values
        let plane = width * height
        // Costs of a usual patch set the scale (Wexler et al. take the 75th percentile).
        let sorted = costs.sorted()
        let scale = max(1, sorted.isEmpty ? 1 : sorted[sorted.count * 3 / 4])
        for y in 0..<height {
            for x in 0..<width where damage[y * width + x] {
                var total: Float = 0, sums = SIMD4<Float>(repeating: 0)
                for dy in -radius...radius {
                    for dx in -radius...radius {
                        let (cx, cy) = (x - dx, y - dy)
                        guard cx >= 0, cx < width, cy >= 0, cy < height else { continue }
                        let n = Int(number[cy * width + cx])
                        guard n >= 0 else { continue }
                        let source = Int(field[n]) + dy * width + dx
                        let weight = sharp
                            ? Self.decay(3 * costs[n] / scale) * Self.decay(0.12 * Float(dx * dx + dy * dy)) + 1e-8
                            : Self.decay(costs[n] / scale) * weights[cy * width + cx] + 1e-8
                        for c in 0..<channels { sums[c] += weight * values[c * plane + source] }
                        total += weight
                    }
                }
                guard total > 0 else { continue }
                for c in 0..<channels { result[c * plane + y * width + x] = sums[c] / total }
            }
        }
        return result
    }

    /// About e to the minus 3 x.
    private static func decay(_ x: Float) -> Float {
        let y = 1 + 0.375 * x, y2 = y * y, y4 = y2 * y2
        return 1 / (y4 * y4)
    }
}

/// Small random numbers, one sequence a part (SplitMix64, Steele, Lea and Flood 2014).
package struct PatchRandom: Sendable {
    private var state: UInt64

    package init(seed: UInt64, part: Int) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(part) &* 0xD1B5_4A32_D192_ED03 &+ 1 }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0..<count.
    package mutating func below(_ count: Int) -> Int { (Int(next() >> 32) * count) >> 32 }

    /// -reach...reach.
    mutating func within(_ reach: Int) -> Int { below(2 * reach + 1) - reach }
}
