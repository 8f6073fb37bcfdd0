import Numerics
import Tensors
import Testing

/// The kernel of `nl-bayes` against a slow computation in double precision.
@Suite struct PatchCompletionTests {
    private static let width = 15, height = 12, channels = 2

    private static func image(_ seed: UInt64) -> [Float] {
        var random = SplitMix64.Sequence(seed: seed)
        return (0..<channels * height * width).map { i in
            let (x, y) = (i % width, i / width % height)
            return Float(60 + 5 * x + 7 * y + 30 * (x / 4 % 2)) + Float(random.next() % 1000) / 100
        }
    }

    /// A line, a block that is larger than a patch, and scattered pixels.
    private static let known: [Float] = {
        var random = SplitMix64.Sequence(seed: 5)
        return (0..<height * width).map { i in
            let (x, y) = (i % width, i / width)
            return x == y || (9..<13).contains(x) && (2..<7).contains(y) || random.next() % 9 == 0 ? 0 : 1
        }
    }()

    private static let patches = PatchCompletion(
        width: width, height: height, channels: channels, side: 3, window: 4, count: 20)
    private static let padding = [Float](repeating: 0, count: PatchCompletion.padding)
    private static let whole = PatchCompletion.Pass(
        step: 2, softness: 4, searches: true, columns: 0..<width, rows: 0..<height)

    private static func run(_ pass: PatchCompletion.Pass, _ groups: inout PatchGroups) -> PatchCompletion.Sums {
        patches.run(
            pass, at: patches.starts(known: known), groups: &groups, estimate: image(1) + padding, given: image(1),
            known: known, trust: known.map { max($0, 0.1) } + padding)
    }

    private static var empty: PatchGroups { PatchGroups(rows: 0..<height, width: width, capacity: patches.count) }

    @Test func `a patch starts where it misses a pixel`() {
        let starts = Self.patches.starts(known: Self.known), side = Self.patches.side
        for y in 0...Self.height - side {
            for x in 0...Self.width - side {
                let misses = (0..<side * side).contains {
                    Self.known[(y + $0 / side) * Self.width + x + $0 % side] == 0
                }
                #expect(starts[y * Self.width + x] == misses, "at \(x), \(y)")
            }
        }
    }

    @Test func `estimates of missing pixels are those of a slow computation, and known pixels stay`() {
        var groups = Self.empty, values = Self.image(1)
        Self.patches.average([Self.run(Self.whole, &groups)], into: &values)
        let slow = SlowCompletion(patches: Self.patches, estimate: Self.image(1), known: Self.known)
        for (i, expected) in slow.values(step: 2, softness: 4).enumerated() {
            if Self.known[i % (Self.width * Self.height)] == 1 {
                #expect(values[i] == Self.image(1)[i])
            } else {
                #expect(abs(Double(values[i]) - expected) < 0.02, "value \(i)")
            }
        }
    }

    @Test func `a patch without a group takes over that of the nearest patch, as far away`() {
        var groups = Self.empty
        _ = Self.run(Self.whole, &groups)
        let (x, y) = (4, 4), before = groups[x, y]
        var pass = Self.whole
        (pass.step, pass.searches) = (1, false)
        _ = Self.run(pass, &groups)
        #expect(groups[x, y] == before && !before.isEmpty)
        let shifted = before.filter { Int($0) % Self.width + 1 <= Self.width - 3 }.map { $0 + 1 }
        #expect(Array(groups[x + 1, y]) == shifted)
    }

    @Test func `bands of rows together give the sums of the whole`() {
        var groups = Self.empty, whole = Self.image(1), parts = whole
        Self.patches.average([Self.run(Self.whole, &groups)], into: &whole)
        let sums = [0..<3, 3..<4, 4..<Self.height].map { rows in
            var groups = PatchGroups(rows: rows, width: Self.width, capacity: Self.patches.count)
            return Self.run(Self.whole, &groups)
        }
        Self.patches.average(sums, into: &parts)
        for (a, b) in zip(whole, parts) { #expect(abs(a - b) < 1e-3) }
    }

    @Test func `only patches that reach the needed pixels are estimated`() {
        var groups = Self.empty, pass = Self.whole
        (pass.columns, pass.rows) = (0..<2, 0..<2)
        _ = Self.run(pass, &groups)
        #expect(!groups[0, 0].isEmpty && groups[4, 4].isEmpty)
    }
}

/// Completion with plain loops in double precision, with the covariance over all channels.
private struct SlowCompletion {
    let patches: PatchCompletion
    let estimate: [Float], known: [Float]

    private func positions(_ length: Int, _ step: Int) -> [Int] {
        let last = length - patches.side
        return Array(stride(from: 0, to: last, by: step)) + [last]
    }

    private func patch(_ x: Int, _ y: Int) -> [Double] {
        (0..<patches.channels).flatMap { c in
            (0..<patches.side * patches.side).map { i in
                Double(estimate[(c * patches.height + y + i / patches.side) * patches.width + x + i % patches.side])
            }
        }
    }

    private func trust(_ x: Int, _ y: Int, _ i: Int) -> Double {
        max(Double(known[(y + i / patches.side) * patches.width + x + i % patches.side]), 0.1)
    }

    private func members(_ x: Int, _ y: Int) -> [(x: Int, y: Int)] {
        let (own, d) = (patch(x, y), patches.side * patches.side)
        var found: [(distance: Double, x: Int, y: Int)] = []
        for v in max(0, y - patches.window)...min(patches.height - patches.side, y + patches.window) {
            for u in max(0, x - patches.window)...min(patches.width - patches.side, x + patches.window) {
                let other = patch(u, v)
                var sum = 0.0, weight = 0.01
                for i in 0..<d {
                    let w = trust(x, y, i) * trust(u, v, i)
                    weight += w
                    for c in 0..<patches.channels {
                        sum += w * (own[c * d + i] - other[c * d + i]) * (own[c * d + i] - other[c * d + i])
                    }
                }
                found.append((u == x && v == y ? -1 : sum / weight, u, v))
            }
        }
        return found.sorted { $0.distance < $1.distance }.prefix(patches.count).map { ($0.x, $0.y) }
    }

    func values(step: Int, softness: Double) -> [Double] {
        let d = patches.side * patches.side, plane = patches.width * patches.height
        var sums = [Double](repeating: 0, count: estimate.count), weights = [Double](repeating: 0, count: plane)
        for y in positions(patches.height, step) {
            for x in positions(patches.width, step) {
                let place = { (i: Int) in (y + i % d / patches.side) * patches.width + x + i % patches.side }
                let isKnown = (0..<d * patches.channels).map { known[place($0 % d)] == 1 }
                guard isKnown.contains(false) else { continue }
                let group = members(x, y).map { patch($0.x, $0.y) }, own = patch(x, y)
                let mean = own.indices.map { i in group.reduce(0) { $0 + $1[i] } / Double(group.count) }
                func covariance(_ i: Int, _ j: Int) -> Double {
                    group.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) } / Double(group.count - 1)
                }
                let k = own.indices.filter { isKnown[$0] }
                let solved = Self.solve(
                    k.map { i in k.map { covariance(i, $0) + (i == $0 ? softness * softness : 0) } },
                    k.map { own[$0] - mean[$0] })
                let share = Double(k.count) / Double(d * patches.channels), weight = share * share + 1e-6
                for i in own.indices where !isKnown[i] {
                    let value = zip(k, solved).reduce(mean[i]) { $0 + covariance(i, $1.0) * $1.1 }
                    sums[i / d * plane + place(i % d)] += weight * value
                    if i < d { weights[place(i)] += weight }
                }
            }
        }
        return sums.indices.map { weights[$0 % plane] > 0 ? sums[$0] / weights[$0 % plane] : Double(estimate[$0]) }
    }

    /// Gaussian elimination of a positive definite system.
    private static func solve(_ matrix: [[Double]], _ side: [Double]) -> [Double] {
        var a = zip(matrix, side).map { $0 + [$1] }
        for i in a.indices {
            for j in a.indices where j != i {
                let factor = a[j][i] / a[i][i]
                for k in i...a.count { a[j][k] -= factor * a[i][k] }
            }
        }
        return a.indices.map { a[$0][a.count] / a[$0][$0] }
    }
}
