import Glibc
import Tensors
import Testing

@Suite struct VectorMathTests {
    /// Numbers of every magnitude, and special values.
    private static let points: [Float] = {
        var random = SeededNumbers(1)
        var points: [Float] = [
            0, -0.0, 1, -1, 1e-30, -1e-30, 1e-6, 0.624, 0.626, 17, -17, 88, -87, 89, 100, -100,
            .leastNormalMagnitude / 64,
        ]
        for scale in [1e-3, 0.1, 1, 10, 80] { points += random.numbers(3000, in: -scale...scale).map(Float.init) }
        return points
    }()

    private static func run(_ values: [Float], _ build: (Tensor) -> Tensor) -> [Float] {
        let graph = Graph()
        let y = build(graph.input("x", [values.count]))
        let plan = Plan([y], layout: StateLayout(graph), threads: 1)
        let executor = Executor([plan], seed: 0)
        executor.write("x", values)
        executor.run(plan, counter: 0)
        return executor.read(y, of: plan)
    }

    private static func check(
        _ points: [Float], relative: Double, _ build: (Tensor) -> Tensor, _ exact: (Double) -> Double
    ) {
        for (x, y) in zip(points, run(points, build)) {
            let expected = exact(Double(x))
            if abs(expected) > 3.4e38 { #expect(y.isInfinite, "f(\(x))"); continue }
            #expect(abs(Double(y) - expected) <= relative * abs(expected) + 1.2e-38, "f(\(x)) is \(y), not \(expected)")
        }
    }

    @Test func `exp is exact to a few units in the last place`() {
        Self.check(Self.points.filter { $0 > -87 }, relative: 3e-7, \.exponential, exp)
    }
    @Test func `log is exact to a few units in the last place`() {
        Self.check(Self.points.map(abs).filter { $0 > 0 && abs($0 - 1) > 0.01 }, relative: 4e-7, \.logarithm, log)
    }
    @Test func `tanh is exact to a few units in the last place, near zero and far from it`() {
        Self.check(Self.points, relative: 5e-7, \.hyperbolicTangent, tanh)
    }
    @Test func `sigmoid is exact to a few units in the last place where it does not underflow`() {
        Self.check(Self.points.filter { $0 > -80 }, relative: 5e-7, \.sigmoid) { 1 / (1 + exp(-$0)) }
    }
    @Test func `softplus is exact to a few units in the last place, also where it is small`() {
        Self.check(Self.points.filter { $0 > -80 }, relative: 8e-7, \.softplus) { max($0, 0) + log1p(exp(-abs($0))) }
    }
    @Test func `square roots are correctly rounded`() {
        Self.check(Self.points.map(abs), relative: 6e-8, \.squareRoot) { $0.squareRoot() }
    }

    @Test func `infinities and NaN propagate`() {
        let special: [Float] = [.infinity, -.infinity, .nan]
        #expect(Self.run(special, \.exponential)[0] == .infinity)
        #expect(Self.run(special, \.exponential)[2].isNaN)
        #expect(Self.run(special, \.logarithm)[0] == .infinity)
        #expect(Self.run(special, \.logarithm)[1].isNaN)
        #expect(Self.run([0], \.logarithm)[0] == -.infinity)
        #expect(Self.run(special, \.hyperbolicTangent).prefix(2) == [1, -1])
        #expect(Self.run(special, \.hyperbolicTangent)[2].isNaN)
        #expect(Self.run(special, \.softplus)[2].isNaN)
        #expect(Self.run([.nan], { $0.leakyReLU(0.2) })[0].isNaN)
    }
}
