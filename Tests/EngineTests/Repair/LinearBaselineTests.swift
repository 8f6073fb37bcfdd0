import Datasets
import Raster
import Repair
import Tensors
import Testing

@Suite struct LinearBaselineTests {
    /// Gaussian elimination with pivots in double precision, on centred samples: A of (XᵀX / n + ridge) A = XᵀY / n.
    private static func reference(_ x: [[Double]], _ y: [[Double]], ridge: Double) -> [[Double]] {
        let (n, p, q) = (x.count, x[0].count, y[0].count)
        func centred(_ rows: [[Double]]) -> [[Double]] {
            let means = rows[0].indices.map { i in rows.reduce(0) { $0 + $1[i] } / Double(n) }
            return rows.map { row in zip(row, means).map { $0 - $1 } }
        }
        let (a, b) = (centred(x), centred(y))
        var system = (0..<p).map { i -> [Double] in
            let left = (0..<p).map { j in a.reduce(0) { $0 + $1[i] * $1[j] } / Double(n) + (i == j ? ridge : 0) }
            return left + (0..<q).map { j in zip(a, b).reduce(0) { $0 + $1.0[i] * $1.1[j] } / Double(n) }
        }
        for k in 0..<p {
            let pivot = (k..<p).max { abs(system[$0][k]) < abs(system[$1][k]) } ?? k
            system.swapAt(k, pivot)
            for i in 0..<p where i != k {
                let factor = system[i][k] / system[k][k]
                for j in k..<p + q { system[i][j] -= factor * system[k][j] }
            }
        }
        return (0..<p).map { i in (0..<q).map { system[i][p + $0] / system[i][i] } }
    }

    @Test(arguments: [(40, 7, 3), (5, 12, 2), (300, 1, 1)])
    func `ridge regression agrees with elimination in double precision`(n: Int, p: Int, q: Int) throws {
        var random = SeededGenerator(UInt64(n))
        let x = (0..<n).map { _ in (0..<p).map { _ in Double.random(in: 2...3, using: &random) } }
        let y = x.map { row in
            (0..<q).map { j in
                row.enumerated().reduce(0) { $0 + $1.element * Double(($1.offset + j) % 3) }
                    + Double.random(in: 0...0.2, using: &random)
            }
        }
        var regression = RidgeRegression(inputs: p, outputs: q)
        let rows = zip(x, y).map { ($0 + $1).map(Float.init) }
        // In uneven chunks, which must not change the result.
        regression.add(Array(rows[..<2].joined()))
        regression.add(Array(rows[2...].joined()))
        let solution = try #require(regression.solved(ridge: 0.01))
        let wanted = Self.reference(x, y, ridge: 0.01)
        for i in 0..<p {
            for j in 0..<q { #expect(abs(Double(solution.weights[i * q + j]) - wanted[i][j]) < 2e-3, "\(i), \(j)") }
        }
        for j in 0..<q { #expect(abs(Double(solution.means[p + j]) - y.reduce(0) { $0 + $1[j] } / Double(n)) < 1e-4) }
    }

    @Test func `the linear baseline restores pixels that depend linearly on known ones, and keeps known pixels`() throws
    {
        var random = SeededGenerator(4)
        var pixels: [UInt8] = []
        for _ in 0..<200 {
            let (a, b) = (Int.random(in: 0...120, using: &random), Int.random(in: 0...120, using: &random))
            pixels += [UInt8(a), UInt8(b), UInt8(a + b), UInt8(255 - a - b)]
        }
        let images = ImageSet(name: "sums", height: 2, width: 2, channels: 1, pixels: pixels)
        let baseline = try #require(LinearBaseline(fittedTo: images, ridge: 1e-6))
        for damaged in [[false, false, true, true], [true, false, false, true]] {
            var image = Bitmap(width: 2, height: 2, channels: 1, pixels: [30, 75, 105, 150])
            for i in 0..<4 where damaged[i] { image.pixels[i] = 0 }
            let repaired = baseline.repaired(image, mask: Mask(width: 2, height: 2, damaged: damaged))
            for (found, wanted) in zip(repaired.pixels, [30, 75, 105, 150]) {
                #expect(abs(Int(found) - wanted) <= 1, "\(repaired.pixels)")
            }
            for i in 0..<4 where !damaged[i] { #expect(repaired.pixels[i] == image.pixels[i]) }
        }
    }

    @Test func `the prediction for a mask is that of a regression for this mask alone`() throws {
        var random = SeededGenerator(8)
        let rows = (0..<60).map { _ -> [Float] in
            let (a, b) = (Float.random(in: 0...1, using: &random), Float.random(in: 0...1, using: &random))
            return [a, b, a + b + Float.random(in: 0...0.1, using: &random), a - b, a * b]
        }
        var all = RidgeRegression(inputs: 5, outputs: 0), one = RidgeRegression(inputs: 3, outputs: 2)
        all.add(Array(rows.joined()))
        one.add(rows.flatMap { [$0[1], $0[2], $0[4], $0[0], $0[3]] })
        let solution = try #require(one.solved(ridge: 0.02)), x: [Float] = [0.3, 0.9, 0.2]
        let prediction = try #require(all.expectation(of: [0, 3], given: [1, 2, 4], values: x, ridge: 0.02))
        for j in 0..<2 {
            let wanted = (0..<3).reduce(solution.means[3 + j]) {
                $0 + (x[$1] - solution.means[$1]) * solution.weights[$1 * 2 + j]
            }
            #expect(abs(prediction[j] - wanted) < 1e-4)
        }
    }
}
