import Engine
import Testing

/// What is put together from operations, against loops that say what is meant.
@Suite struct CompositeTests {
    private static let N = 2, H = 4, W = 6, C = 4
    private static let pictures: [Double] = {
        var random = SeededNumbers(8)
        return random.numbers(N * H * W * C, in: -2...2)
    }()

    /// The four pixels of a square of two.
    private static func square(_ n: Int, _ h: Int, _ w: Int, _ c: Int) -> [Double] {
        [pixel(n, 2 * h, 2 * w, c), pixel(n, 2 * h, 2 * w + 1, c), pixel(n, 2 * h + 1, 2 * w, c), pixel(n, 2 * h + 1, 2 * w + 1, c)]
    }

    private static func pixel(_ n: Int, _ h: Int, _ w: Int, _ c: Int) -> Double { pictures[((n * H + h) * W + w) * C + c] }

    /// `build` of the pictures must be `height` x `width` x `channels` pixels of `expected`.
    private func check(_ height: Int, _ width: Int, _ channels: Int, _ build: (Tensor) -> Tensor,
                       _ expected: (_ n: Int, _ h: Int, _ w: Int, _ c: Int) -> Double) {
        let graph = Graph()
        let result = build(graph.input("x", [Self.N, Self.H, Self.W, Self.C]))
        #expect(result.shape == [Self.N, height, width, channels])
        var interpreter = ReferenceInterpreter(["x": Self.pictures])
        let found = interpreter.run([result])[0]
        for flat in 0..<found.count {
            let (c, w, h, n) = (flat % channels, flat / channels % width, flat / (channels * width) % height, flat / (channels * width * height))
            let wanted = expected(n, h, w, c)
            #expect(abs(found[flat] - wanted) < 1e-6, "picture \(n), row \(h), column \(w), channel \(c): \(found[flat]), not \(wanted)")
        }
    }

    @Test func `nearest upsampling repeats every pixel`() {
        check(12, 18, 4) { $0.upsampledNearest(3) } _: { Self.pixel($0, $1 / 3, $2 / 3, $3) }
    }

    @Test func `bilinear upsampling looks from the new centre at the four pixels around it`() {
        check(8, 12, 4) { $0.upsampledBilinear() } _: { n, h, w, c in
            func around(_ place: Int, _ extent: Int) -> [(place: Int, weight: Double)] {
                let centre = (Double(place) + 0.5) / 2 - 0.5, low = centre.rounded(.down), share = centre - low
                let first = max(Int(low), 0), second = min(Int(low) + 1, extent - 1)
                return [(first, 1 - share), (second, share)]
            }
            var sum = 0.0
            for y in around(h, Self.H) {
                for x in around(w, Self.W) { sum += y.weight * x.weight * Self.pixel(n, y.place, x.place, c) }
            }
            return sum
        }
    }

    @Test func `average pooling is the mean of each square`() {
        check(2, 3, 4) { $0.averagePooled(2) } _: { Self.square($0, $1, $2, $3).reduce(0, +) / 4 }
    }

    @Test func `maximum pooling is the largest of each square`() {
        check(2, 3, 4) { $0.maximumPooled(2) } _: { Self.square($0, $1, $2, $3).max()! }
    }

    @Test func `pixel shuffle takes rows and columns from the channels, in PyTorch's order`() {
        check(8, 12, 1) { $0.pixelShuffled(2) } _: { n, h, w, _ in Self.pixel(n, h / 2, w / 2, h % 2 * 2 + w % 2) }
    }

    @Test func `reflection padding mirrors at the border without repeating it`() {
        check(10, 12, 4) { $0.reflectionPadded(3) } _: { n, h, w, c in
            func mirrored(_ place: Int, _ extent: Int) -> Int {
                let inside = abs(place - 3)
                return inside < extent ? inside : 2 * (extent - 1) - inside
            }
            return Self.pixel(n, mirrored(h, Self.H), mirrored(w, Self.W), c)
        }
    }

    @Test(arguments: [1, 2, 4]) func `group normalisation gives every group of every picture mean 0 and variance 1`(groups: Int) {
        let members = Self.C / groups
        func statistics(_ n: Int, _ group: Int) -> (mean: Double, variance: Double) {
            let values = (0..<Self.H).flatMap { h in (0..<Self.W).flatMap { w in (0..<members).map { Self.pixel(n, h, w, group * members + $0) } } }
            let mean = values.reduce(0, +) / Double(values.count)
            return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
        }
        check(Self.H, Self.W, Self.C) { x in
            var pass = Pass(isTraining: true)
            return GroupNormalisation(Self.C, groups: groups)(x, [x.graph.constant(2, [Self.C]), x.graph.constant(0.5, [Self.C])], &pass)
        } _: { n, h, w, c in
            let (mean, variance) = statistics(n, c / members)
            return (Self.pixel(n, h, w, c) - mean) / (variance + 1e-5).squareRoot() * 2 + 0.5
        }
    }

    @Test func `a convolution in groups is one convolution for each group's channels`() {
        let kernel: [Double] = (0..<4 * 2).map { Double($0) - 3.5 }
        check(Self.H, Self.W, 4) { x in
            var pass = Pass(isTraining: true)
            let rows = (0..<8).map { x.graph.constant(Float(kernel[$0]), [1, 1]) }
            let matrix = Tensor.concatenated((0..<4).map { Tensor.concatenated([rows[$0 * 2], rows[$0 * 2 + 1]], axis: 1) }, axis: 0)
            return Convolve(4, 4, 1, groups: 2, bias: false)(x, [matrix], &pass)
        } _: { n, h, w, o in
            let first = kernel[o * 2] * Self.pixel(n, h, w, o / 2 * 2)
            return first + kernel[o * 2 + 1] * Self.pixel(n, h, w, o / 2 * 2 + 1)
        }
    }
}
