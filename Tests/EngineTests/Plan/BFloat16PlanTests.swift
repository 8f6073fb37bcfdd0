import Numerics
import Tensors
import Testing

/// Plans whose products read bfloat16.
@Suite struct BFloat16PlanTests {
    private func values(_ shape: Shape, seed: UInt64) -> [Float] {
        CounterRandom(seed: seed, stream: 1, counter: 0).normals(shape.count)
    }

    /// The outputs in bf16, on as many threads as asked, with work cut for as many.
    private func run(_ outputs: [Tensor], _ values: [String: [Float]], threads: Int = 2) -> [[Float]] {
        let plan = Plan(outputs, layout: StateLayout(outputs[0].graph), threads: threads, precision: .bf16)
        let executor = Executor([plan], seed: 1)
        for (name, values) in values { executor.write(name, values) }
        executor.run(plan, counter: 0)
        return outputs.map { executor.read($0, of: plan) }
    }

    /// The root mean square of the differences, relative to that of the expected values.
    private func error(_ found: [Float], _ expected: [Double]) -> Double {
        let squares = zip(found, expected).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
        return (squares / expected.reduce(0) { $0 + $1 * $1 }).squareRoot()
    }

    private func rounded(_ values: [Float]) -> [Double] { values.map { Double(BFloat16Reference.rounded($0)) } }

    @Test(arguments: [false, true], [false, true])
    func `products agree with the reference on rounded factors`(transposeA: Bool, transposeB: Bool) {
        let (m, n, k) = (130, 97, 75)
        let a: Shape = transposeA ? [k, m] : [m, k], b: Shape = transposeB ? [n, k] : [k, n]
        let graph = Graph()
        let product = graph.input("a", a).matmul(
            graph.input("b", b), transposeSelf: transposeA, transposeOther: transposeB)
        let given = ["a": values(a, seed: 1), "b": values(b, seed: 2)]
        var reference = ReferenceInterpreter(given.mapValues(rounded))
        #expect(error(run([product], given)[0], reference.run([product])[0]) < 1e-6)
    }

    @Test(
        arguments: [1, 3],
        [(14, 20, 8, 3, 1, 1), (12, 16, 24, 1, 1, 0), (17, 5, 9, 5, 2, 2), (14, 16, 48, 4, 2, 1), (28, 1, 24, 4, 2, 1)])
    func `convolutions agree with the reference on rounded factors`(
        threads: Int, _ c: (size: Int, channels: Int, results: Int, window: Int, stride: Int, padding: Int)
    ) {
        let graph = Graph()
        let window = Window(c.window, stride: c.stride, padding: c.padding)
        let images: Shape = [11, c.size, c.size, c.channels], matrix: Shape = [c.results, window.taps * c.channels]
        let results = window.result(images, channels: c.results)
        let x = graph.input("x", images), w = graph.input("w", matrix), y = graph.input("y", results)
        let outputs = [
            x.conv2d(w, window), y.convTranspose(w, window, height: c.size, width: c.size),
            x.convolutionWeightGradient(with: y, window),
        ]
        let given = ["x": values(images, seed: 1), "w": values(matrix, seed: 2), "y": values(results, seed: 3)]
        var reference = ReferenceInterpreter(given.mapValues(rounded))
        for (found, expected) in zip(run(outputs, given, threads: threads), reference.run(outputs)) {
            #expect(error(found, expected) < 1e-6)
        }
    }

    @Test(arguments: [(2, 8, 8, 32, 32), (3, 10, 14, 32, 64), (1, 6, 4, 64, 32), (5, 4, 4, 96, 32)])
    func `Winograd's convolutions agree with a reference that rounds where they round`(
        _ c: (images: Int, height: Int, width: Int, channels: Int, results: Int)
    ) {
        let graph = Graph()
        let window = Window(4, stride: 2, padding: 1)
        let images: Shape = [c.images, c.height, c.width, c.channels], matrix: Shape = [c.results, 16 * c.channels]
        let results = window.result(images, channels: c.results)
        let x = graph.input("x", images), w = graph.input("w", matrix), y = graph.input("y", results)
        let outputs = [
            x.conv2d(w, window), y.convTranspose(w, window, height: c.height, width: c.width),
            x.convolutionWeightGradient(with: y, window),
        ]
        let plan = Plan(outputs, layout: StateLayout(graph), threads: 2, precision: .bf16)
        #expect(plan.steps.filter { $0.kernel.usesWinograd && $0.productOperations > 0 }.count == 3)
        #expect(plan.steps.allSatisfy { $0.kernel.precision == .bf16 })
        let given = ["x": values(images, seed: 1), "w": values(matrix, seed: 2), "y": values(results, seed: 3)]
        let reference = WinogradReference(images: images, results: results)
        let found = run(outputs, given)
        #expect(error(found[0], reference.convolution(given["x"]!, given["w"]!)) < 1e-6)
        #expect(error(found[1], reference.transpose(given["y"]!, given["w"]!)) < 1e-6)
        #expect(error(found[2], reference.weightGradient(given["x"]!, given["y"]!)) < 1e-6)
    }

    /// In fp32 a sum is rounded as OpenBLAS cuts it; here each sum goes through the pairs in order.
    @Test func `results do not depend on the number of threads that work is cut for`() {
        let graph = Graph()
        let images: Shape = [6, 16, 16, 32]
        let x = graph.input("x", [96, 64]), v = graph.input("v", [80, 64])
        let i = graph.input("i", images), w = graph.input("w", [32, 16 * 32])
        let y = i.conv2d(w, Window(4, stride: 2, padding: 1))
        let outputs = [
            x.matmul(v, transposeOther: true), y,
            i.convolutionWeightGradient(with: y, Window(4, stride: 2, padding: 1)),
        ]
        let given = [
            "x": values([96, 64], seed: 1), "v": values([80, 64], seed: 2), "i": values(images, seed: 3),
            "w": values([32, 16 * 32], seed: 4),
        ]
        #expect(run(outputs, given, threads: 2) == run(outputs, given, threads: 5))
    }

    @Test func `products too small to gain stay in fp32`() {
        let graph = Graph()
        let logits = graph.input("x", [64, 512]).matmul(graph.input("w", [1, 512]), transposeOther: true)
        let plan = Plan([logits], layout: StateLayout(graph), threads: 2, precision: .bf16)
        #expect(plan.steps[0].kernel.precision == .fp32)
    }
}
