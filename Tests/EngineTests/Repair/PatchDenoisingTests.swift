import Numerics
import Tensors
import Testing

/// The kernel of denoising against a slow computation in double precision.
@Suite struct PatchDenoisingTests {
    private static let width = 13, height = 11, channels = 2

    private static func image(_ seed: UInt64, noise: Float) -> [Float] {
        var random = SplitMix64.Sequence(seed: seed)
        return (0..<channels * height * width).map { i in
            let (x, y) = (i % width, i / width % height)
            return Float(40 + 6 * x + 9 * y + 30 * (x / 5 % 2)) + noise * (Float(random.next() % 1000) / 500 - 1)
        }
    }

    // With fewer patches than their nine pixels, the system is one of patches.
    @Test(arguments: [(PatchDenoising.Statistics.noisy(threshold: 2), 24), (.guide, 24), (.guide, 6)])
    func `weighted estimates are those of a slow computation`(statistics: PatchDenoising.Statistics, count: Int) {
        let noisy = Self.image(1, noise: 20), guide = Self.image(2, noise: 3)
        let pass = PatchDenoising(
            width: Self.width, height: Self.height, channels: Self.channels, side: 3, step: 2, window: 4, count: count,
            shared: min(7, count), sigma: 9, statistics: statistics)
        let padding = [Float](repeating: 0, count: PatchDenoising.padding)
        let rows = pass.positions(0..<Self.height, of: Self.height),
            columns = pass.positions(0..<Self.width, of: Self.width)
        let sums = pass.run(
            rows: rows[...], columns: columns[...], noisy: noisy + padding,
            guide: statistics == .guide ? guide + padding : [])
        let slow = SlowDenoising(pass: pass, noisy: noisy, guide: statistics == .guide ? guide : noisy)
        let expected = slow.means(rows: rows, columns: columns)
        for (i, value) in expected.enumerated() {
            #expect(abs(Double(sums.values[i] / sums.weights[i]) - value) < 2e-2, "value \(i)")
        }
    }

    @Test func `the grid of a part is that of the image`() {
        let pass = PatchDenoising(
            width: 40, height: 40, channels: 1, side: 6, step: 4, window: 2, count: 4, shared: 2, sigma: 9,
            statistics: .guide)
        let whole = pass.positions(0..<51, of: 51)
        #expect(whole == [0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 45])
        #expect(pass.positions(10..<33, of: 51).map { $0 + 10 } == whole.filter { $0 >= 10 && $0 + 6 <= 33 })
        #expect(pass.positions(30..<51, of: 51).map { $0 + 30 } == whole.filter { $0 >= 30 })
    }
}

/// Denoising with plain loops in double precision.
private struct SlowDenoising {
    var pass: PatchDenoising
    var noisy: [Float], guide: [Float]

    private func patch(_ image: [Float], _ channel: Int, _ x: Int, _ y: Int) -> [Double] {
        (0..<pass.side * pass.side).map {
            Double(image[(channel * pass.height + y + $0 / pass.side) * pass.width + x + $0 % pass.side])
        }
    }

    func means(rows: [Int], columns: [Int]) -> [Double] {
        var sums = [Double](repeating: 0, count: noisy.count), weights = sums
        for y in rows {
            for x in columns {
                let members = members(x, y)
                for c in 0..<pass.channels {
                    let cleaner = members.map { patch(guide, c, $0.x, $0.y) }
                    let d = pass.side * pass.side, n = Double(cleaner.count)
                    let mean = (0..<d).map { i in cleaner.reduce(0) { $0 + $1[i] } / n }
                    let covariance = (0..<d).map { i in
                        (0..<d).map { j in
                            cleaner.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) } / (n - 1)
                        }
                    }
                    let gain = gain(covariance)
                    let weight = 1 / (1 + gain.joined().reduce(0) { $0 + $1 * $1 })
                    for member in members.prefix(pass.shared) {
                        let given = patch(noisy, c, member.x, member.y)
                        for i in 0..<d {
                            let value = (0..<d).reduce(mean[i]) { $0 + gain[i][$1] * (given[$1] - mean[$1]) }
                            let place =
                                (c * pass.height + member.y + i / pass.side) * pass.width + member.x + i % pass.side
                            sums[place] += weight * value
                            weights[place] += weight
                        }
                    }
                }
            }
        }
        return zip(sums, weights).map { $0 / $1 }
    }

    private func members(_ x: Int, _ y: Int) -> [(x: Int, y: Int)] {
        var found: [(distance: Double, x: Int, y: Int)] = []
        for v in max(0, y - pass.window)...min(pass.height - pass.side, y + pass.window) {
            for u in max(0, x - pass.window)...min(pass.width - pass.side, x + pass.window) {
                let distance = (0..<pass.channels).reduce(0.0) { sum, c in
                    zip(patch(guide, c, x, y), patch(guide, c, u, v)).reduce(sum) {
                        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
                    }
                }
                found.append((u == x && v == y ? -1 : distance, u, v))
            }
        }
        return found.sorted { $0.distance < $1.distance }.prefix(pass.count).map { ($0.x, $0.y) }
    }

    /// The matrix that denoises centred patches.
    private func gain(_ covariance: [[Double]]) -> [[Double]] {
        let noise = Double(pass.sigma * pass.sigma), d = covariance.count
        let (values, vectors) = jacobi(covariance)
        let gains = values.map { value -> Double in
            switch pass.statistics {
            case .guide: value / (value + noise)
            case .noisy(let threshold): value > Double(threshold) * noise ? 1 - noise / value : 0
            }
        }
        return (0..<d).map { i in
            (0..<d).map { j in (0..<d).reduce(0) { $0 + gains[$1] * vectors[i][$1] * vectors[j][$1] } }
        }
    }

    /// Eigenvalues, and eigenvectors as columns, by Jacobi's rotations.
    private func jacobi(_ matrix: [[Double]]) -> ([Double], [[Double]]) {
        var a = matrix
        let n = a.count
        var v = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
        for _ in 0..<30 {
            for p in 0..<n {
                for q in p + 1..<n where abs(a[p][q]) > 1e-12 {
                    let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
                    let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
                    let c = 1 / (t * t + 1).squareRoot(), s = t * c
                    for k in 0..<n { (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]) }
                    for k in 0..<n { (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]) }
                    for k in 0..<n { (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q]) }
                }
            }
        }
        return ((0..<n).map { a[$0][$0] }, v)
    }
}
