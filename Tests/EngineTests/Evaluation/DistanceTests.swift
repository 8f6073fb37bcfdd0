import Evaluation
import Numerics
import Testing

/// Distances against answers known in closed form.
@Suite struct DistanceTests {
    /// Independent normal features: `deviation` and `mean` for each column.
    private static func normal(_ count: Int, width: Int = 8, mean: Float = 0, deviation: Float = 1, seed: UInt64)
        -> Features
    {
        let numbers = CounterRandom(seed: seed, stream: 0, counter: 0).normals(count * width)
        return Features(width: width, values: numbers.map { mean + deviation * $0 })
    }

    @Test func `a Gaussian's mean and covariance are those of the rows`() {
        let rows: [Float] = [1, 2, 3, 5, 5, -1, 7, 2]
        let fit = Gaussian(Features(width: 2, values: rows))
        #expect(fit.mean == [4, 2])
        // Σ(x-4)² = 20, Σ(x-4)(y-2) = -6, Σ(y-2)² = 18, each over 3.
        for (found, wanted) in zip(fit.covariance.elements, [20.0 / 3, -2, -2, 6]) {
            #expect(abs(found - wanted) < 1e-12)
        }
    }

    @Test func `a weighted fit equals a fit to repeated rows`() {
        let some = Features(width: 3, values: [1, 2, 3, 4, 1, 0, 2, 2, 9, 5, 5, 5]), weights = [2, 0, 1, 3]
        let repeated = Gaussian(some.rows([0, 0, 2, 3, 3, 3])),
            weighted = Gaussian.Centred(some).gaussian(weights: weights)
        for (a, b) in zip(repeated.mean + repeated.covariance.elements, weighted.mean + weighted.covariance.elements) {
            #expect(abs(a - b) < 1e-6)
        }
    }

    @Test func `the Fréchet distance of known Gaussians has its closed form`() {
        // Commuting covariances: |m - n|² + Σ (√a - √b)².
        let a = Gaussian(mean: [0, 0, 1], covariance: SymmetricMatrix(diagonal: [1, 4, 9]))
        let b = Gaussian(mean: [3, 0, 0], covariance: SymmetricMatrix(diagonal: [4, 4, 1]))
        #expect(abs(FrechetDistance(to: a)(b) - (10 + 1 + 0 + 4)) < 1e-12)
        #expect(abs(FrechetDistance(to: b)(a) - 15) < 1e-12)
        #expect(abs(FrechetDistance(to: a)(a)) < 1e-12)
        // Others, by scipy.linalg.sqrtm: trace of the root of the product of [[2, 1], [1, 3]] and [[4, -1], [-1, 1]].
        let c = Gaussian(mean: [0, 0], covariance: SymmetricMatrix(size: 2, elements: [2, 1, 1, 3]))
        let d = Gaussian(mean: [0, 0], covariance: SymmetricMatrix(size: 2, elements: [4, -1, -1, 1]))
        // For two by two matrices tr √M = √(tr M + 2 √det M): the product has trace 9 and determinant 15.
        let root = (9 + 2 * 15.0.squareRoot()).squareRoot()
        #expect(abs(FrechetDistance(to: c)(d) - (10 - 2 * root)) < 1e-12)
    }

    @Test func `the Fréchet distance of samples of two Gaussians has the closed form in its interval`() {
        let data = Self.normal(20_000, seed: 1), samples = Self.normal(20_000, mean: 0.5, deviation: 1.5, seed: 2)
        let found = FrechetDistance(to: Gaussian(data)).estimate(samples, seed: 3)
        // Eight columns: 0.5² + (1.5 - 1)² each.
        #expect(abs(found.value - 4) < 0.1 && found.low < 4 && found.high > 4, "\(found)")
        #expect(found.high - found.low < 0.4 && found.samples == 20_000)
    }

    @Test func `a set has distance 0 to itself, and precision and recall 1`() {
        let set = Self.normal(600, seed: 4)
        let frechet = FrechetDistance(to: Gaussian(set)).estimate(set, seed: 1)
        #expect(abs(frechet.value) < 1e-9 && frechet.low == 0)
        let both = PrecisionRecall(data: set, samples: set, threads: 2)
        #expect(both.precision.value == 1 && both.recall.value == 1)
    }

    @Test func `the interval of the kernel distance contains 0 for equal distributions and the closed form for others`()
    {
        let data = Self.normal(10_000, width: 2, seed: 5)
        let same = KernelDistance.estimate(data, Self.normal(10_000, width: 2, seed: 6), threads: 2)
        #expect(same.low < 0 && same.high > 0, "\(same)")
        // One column against the same moved by c, with kernel (xy + 1)³: features 1, √3 x, √3 x², x³ have means that
        // differ by √3 c, √3 c² and 3c + c³.
        let line = Self.normal(10_000, width: 1, seed: 7), moved = Self.normal(10_000, width: 1, mean: 0.5, seed: 8)
        let found = KernelDistance.estimate(line, moved, threads: 2)
        let wanted = 3 * 0.25 + 3 * 0.0625 + 1.625 * 1.625
        #expect(found.low < wanted && found.high > wanted && found.high - found.low < wanted, "\(found), not \(wanted)")
    }

    @Test func `disjoint sets have precision and recall zero`() {
        let both = PrecisionRecall(
            data: Self.normal(500, seed: 1), samples: Self.normal(500, mean: 50, seed: 2), threads: 2)
        #expect(both.precision.value == 0 && both.recall.value == 0)
        #expect(both.precision.low == 0 && both.precision.high > 0 && both.precision.high < 0.02)
    }

    @Test func `samples of a part of the data have high precision and low recall`() {
        let data = Self.normal(1_000, width: 2, seed: 1)
        let part = Self.normal(1_000, width: 2, deviation: 0.2, seed: 2)
        let both = PrecisionRecall(data: data, samples: part, threads: 2)
        #expect(both.precision.value > 0.95 && both.recall.value < 0.3, "\(both)")
    }

    @Test func `precision and recall use random subsets of five thousand points at most`() {
        let both = PrecisionRecall(
            data: Self.normal(6_000, width: 1, seed: 1), samples: Self.normal(7_000, width: 1, seed: 2), threads: 2)
        #expect(both.precision.samples == 5_000 && both.precision.value > 0.9 && both.recall.value > 0.9)
    }

    @Test func `pairwise distances do not depend on the block size`() {
        let a = Self.normal(7, width: 3, seed: 1), b = Self.normal(10, width: 3, seed: 2)
        var seen = 0
        PairwiseDistances(to: a.values, width: 3, block: 4, threads: 2).each(b.values) { range, distances, stride in
            for i in 0..<7 {
                for (position, j) in range.enumerated() {
                    let wanted = zip(a.row(i), b.row(j)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                    #expect(abs(distances[i * stride + position] - wanted) < 1e-4)
                    seen += 1
                }
            }
        }
        #expect(seen == 70)
    }

    @Test func `the interval of a fraction is Wilson's`() {
        let half = Estimate(hits: 50, of: 100)
        #expect(half.value == 0.5 && abs(half.low - 0.4038) < 1e-3 && abs(half.high - 0.5962) < 1e-3)
        #expect(Estimate(hits: 0, of: 10).low == 0 && Estimate(hits: 10, of: 10).high == 1)
    }

    @Test func `the jackknife of few rows covers 0 for one distribution, and finds another one`() {
        func rows(_ count: Int, stream: UInt32, shift: Float = 0) -> Features {
            let random = CounterRandom(seed: 5, stream: stream, counter: 0)
            return Features(width: 8, values: random.normals(count * 8).map { $0 + shift })
        }
        let near = KernelDistance.jackknife(rows(200, stream: 0), rows(40, stream: 1), threads: 1)
        #expect(near.low < 0 && near.high > 0 && near.samples == 200)
        let far = KernelDistance.jackknife(rows(200, stream: 0), rows(40, stream: 1, shift: 0.7), threads: 1)
        #expect(far.low > 0 && far.value > near.high)
    }

    @Test func `the estimate over all pairs equals the sums written out`() {
        let random = CounterRandom(seed: 6, stream: 0, counter: 0)
        let a = Features(width: 2, values: random.normals(40)),
            b = Features(width: 2, values: random.normals(80).suffix(60).map { $0 })
        func kernel(_ x: ArraySlice<Float>, _ y: ArraySlice<Float>) -> Double {
            let product = zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) } / 2 + 1
            return product * product * product
        }
        func mean(_ x: Features, _ y: Features, distinct: Bool) -> Double {
            var (sum, pairs) = (0.0, 0.0)
            for i in 0..<x.count {
                for j in 0..<y.count where !(distinct && i == j) {
                    (sum, pairs) = (sum + kernel(x.row(i), y.row(j)), pairs + 1)
                }
            }
            return sum / pairs
        }
        let expected = mean(a, a, distinct: true) + mean(b, b, distinct: true) - 2 * mean(a, b, distinct: false)
        #expect(abs(KernelDistance.jackknife(a, b, threads: 1).value - expected) < 1e-4 * max(1, abs(expected)))
    }
}
