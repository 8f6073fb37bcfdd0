import Tensors
import Testing

/// Convolutions large enough for several tiles and chunks, against the reference.
@Suite struct ConvolutionPlanTests {
    @Test(
        arguments: [1, 2, 3],
        [
            (28, 1, 12, 4, 2, 1), (14, 20, 8, 3, 1, 1), (12, 16, 24, 1, 1, 0), (9, 5, 7, 5, 2, 2),
            (14, 32, 48, 4, 2, 1), (10, 64, 32, 4, 2, 1), (7, 32, 32, 4, 2, 1), (3, 2, 90, 5, 1, 2),
        ])
    func `convolutions cut into tiles and chunks agree with the reference`(
        threads: Int, _ c: (size: Int, channels: Int, results: Int, window: Int, stride: Int, padding: Int)
    ) {
        check(images: 11, threads: threads, c)
    }

    @Test(
        arguments: [1, 2],
        [(51, 5, 7, 3, 1, 1), (48, 32, 32, 4, 2, 1), (52, 32, 48, 4, 2, 1), (49, 12, 16, 1, 1, 0), (50, 3, 9, 5, 2, 2)])
    func `large images cut into bands agree with the reference`(
        images: Int, _ c: (size: Int, channels: Int, results: Int, window: Int, stride: Int, padding: Int)
    ) {
        check(images: images, threads: 4, c)
    }

    private func check(
        images count: Int, threads: Int,
        _ c: (size: Int, channels: Int, results: Int, window: Int, stride: Int, padding: Int)
    ) {
        var random = SeededNumbers(3)
        let graph = Graph()
        let window = Window(c.window, stride: c.stride, padding: c.padding)
        let images: Shape = [count, c.size, c.size, c.channels], matrix: Shape = [c.results, window.taps * c.channels]
        let x = graph.input("x", images), w = graph.variable("w", matrix), b = graph.input("b", [c.results]),
            m = graph.variable("m", matrix)
        let y = (x.conv2d(w, window) + b).leakyReLU(0.2)
        let g = y * y.sigmoid
        let back = (g.convTranspose(w, window, height: c.size, width: c.size) + 0.5).hyperbolicTangent
        let dw = x.convolutionWeightGradient(with: g, window)
        let newM = m.assign(m + dw * 0.001)
        let outputs = [y, back, w.assign(w - newM * 0.01), (y - y.mean).squared.sum(to: [1, 1, 1, c.results])]
        PlanCheck.run(
            outputs,
            values: [
                "x": random.numbers(images.count, in: -1...1), "w": random.numbers(matrix.count, in: -0.2...0.2),
                "b": random.numbers(c.results, in: -1...1), "m": random.numbers(matrix.count, in: -1...1),
            ], runs: 2, threads: threads, tolerance: 1e-3)
    }
}
