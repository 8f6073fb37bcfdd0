import Networks
import Tensors
import Testing

/// Composite functions against plain loops.
@Suite struct CompositeTests {
    private static let N = 2, H = 4, W = 6, C = 4
    private static let images: [Double] = {
        var random = SeededNumbers(8)
        return random.numbers(N * H * W * C, in: -2...2)
    }()

    /// The four pixels of a 2x2 square.
    private static func square(_ n: Int, _ h: Int, _ w: Int, _ c: Int) -> [Double] {
        [
            pixel(n, 2 * h, 2 * w, c), pixel(n, 2 * h, 2 * w + 1, c), pixel(n, 2 * h + 1, 2 * w, c),
            pixel(n, 2 * h + 1, 2 * w + 1, c),
        ]
    }

    private static func pixel(_ n: Int, _ h: Int, _ w: Int, _ c: Int) -> Double {
        images[((n * H + h) * W + w) * C + c]
    }

    /// Checks that `build` of the images gives `height` x `width` x `channels` images with the pixels of `expected`.
    private func check(
        _ height: Int, _ width: Int, _ channels: Int, _ build: (Tensor) -> Tensor,
        _ expected: (_ n: Int, _ h: Int, _ w: Int, _ c: Int) -> Double
    ) {
        let graph = Graph()
        let result = build(graph.input("x", [Self.N, Self.H, Self.W, Self.C]))
        #expect(result.shape == [Self.N, height, width, channels])
        var interpreter = ReferenceInterpreter(["x": Self.images])
        let found = interpreter.run([result])[0]
        for flat in 0..<found.count {
            let (c, w, h, n) = (
                flat % channels, flat / channels % width, flat / (channels * width) % height,
                flat / (channels * width * height)
            )
            let exact = expected(n, h, w, c)
            #expect(
                abs(found[flat] - exact) < 1e-6,
                "image \(n), row \(h), column \(w), channel \(c): \(found[flat]), not \(exact)")
        }
    }

    @Test func `nearest upsampling repeats every pixel`() {
        check(12, 18, 4) {
            $0.upsampledNearest(3)
        } _: {
            Self.pixel($0, $1 / 3, $2 / 3, $3)
        }
    }

    @Test func `bilinear upsampling interpolates the four pixels around each new centre`() {
        check(8, 12, 4) {
            $0.upsampledBilinear()
        } _: { n, h, w, c in
            func around(_ position: Int, _ size: Int) -> [(position: Int, weight: Double)] {
                let centre = (Double(position) + 0.5) / 2 - 0.5, low = centre.rounded(.down), fraction = centre - low
                let first = max(Int(low), 0), second = min(Int(low) + 1, size - 1)
                return [(first, 1 - fraction), (second, fraction)]
            }
            var sum = 0.0
            for y in around(h, Self.H) {
                for x in around(w, Self.W) { sum += y.weight * x.weight * Self.pixel(n, y.position, x.position, c) }
            }
            return sum
        }
    }

    @Test func `average pooling is the mean of each square`() {
        check(2, 3, 4) {
            $0.averagePooled(2)
        } _: {
            Self.square($0, $1, $2, $3).reduce(0, +) / 4
        }
    }

    @Test func `pixel shuffle takes rows and columns from the channels, in PyTorch's order`() {
        check(8, 12, 1) {
            $0.pixelShuffled(2)
        } _: { n, h, w, _ in
            Self.pixel(n, h / 2, w / 2, h % 2 * 2 + w % 2)
        }
    }

    @Test func `reflection padding mirrors at the border pixels without repeating them`() {
        check(10, 12, 4) {
            $0.reflectionPadded(3)
        } _: { n, h, w, c in
            func mirrored(_ position: Int, _ size: Int) -> Int {
                let inside = abs(position - 3)
                return inside < size ? inside : 2 * (size - 1) - inside
            }
            return Self.pixel(n, mirrored(h, Self.H), mirrored(w, Self.W), c)
        }
    }

    @Test
    func `instance normalisation gives every channel of every image mean 0 and variance 1, then scales and shifts it`()
    {
        func statistics(_ n: Int, _ c: Int) -> (mean: Double, variance: Double) {
            let values = (0..<Self.H).flatMap { h in (0..<Self.W).map { Self.pixel(n, h, $0, c) } }
            let mean = values.reduce(0, +) / Double(values.count)
            return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
        }
        check(Self.H, Self.W, Self.C) { x in
            var context = ForwardContext(isTraining: true)
            return InstanceNorm2d(Self.C)(
                x, [x.graph.constant(2, [Self.C]), x.graph.constant(0.5, [Self.C])], &context)
        } _: { n, h, w, c in
            let (mean, variance) = statistics(n, c)
            return (Self.pixel(n, h, w, c) - mean) / (variance + 1e-5).squareRoot() * 2 + 0.5
        }
    }

    @Test func `layers without parameters compute their composite function`() {
        func layer(_ layer: any Layer, _ x: Tensor) -> Tensor {
            var context = ForwardContext(isTraining: false)
            return layer(x, [], &context)
        }
        check(8, 12, 4) {
            layer(Upsample.nearest(2), $0)
        } _: {
            Self.pixel($0, $1 / 2, $2 / 2, $3)
        }
        check(2, 3, 4) {
            layer(AvgPool2d(2), $0)
        } _: {
            Self.square($0, $1, $2, $3).reduce(0, +) / 4
        }
        check(8, 12, 1) {
            layer(PixelShuffle(2), $0)
        } _: { n, h, w, _ in
            Self.pixel(n, h / 2, w / 2, h % 2 * 2 + w % 2)
        }
        check(6, 8, 4) {
            layer(ReflectionPad2d(1), $0)
        } _: { n, h, w, c in
            let row = h == 0 ? 1 : h == 5 ? 2 : h - 1, column = w == 0 ? 1 : w == 7 ? 4 : w - 1
            return Self.pixel(n, row, column, c)
        }
    }
}
