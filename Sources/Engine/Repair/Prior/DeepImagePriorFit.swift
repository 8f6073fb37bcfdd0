import Glibc
import Networks
import Numerics
import Raster
import Tensors

// H height, W width, C channels of the output; h, w height and width of the fitted image, smaller than H, W for upscaling.

/// An untrained network fitted to one image; its architecture is the prior (Ulyanov et al. 2018, "Deep image prior").
///
/// Its input is noise and the image with random pixels missing, other ones in each step, which have a higher weight in the loss: so it learns
/// to fill in instead of to copy (Quan et al. 2020, "Self2Self"). The missing pixels are the translated damage, or single pixels where there
/// is none.
///
/// A step is a function of the seed and its index. The plan is compiled for a fixed number of threads, so the number of threads changes no
/// result.
final class DeepImagePriorFit {
    struct Options: Equatable {
        var channels = 48
        /// Times that the network halves the image, the first of them by folding its input.
        var depth = 5
        /// Steps of the cosine decay.
        var steps = 400
        var learningRate = 0.01
        /// Standard deviation of the noise that is added to the input noise in each step.
        var inputNoise: Float = 0.03
        /// 1 - decay of the moving average over the outputs.
        var averageWeight: Float = 0.02
        /// Weight of a masked pixel in the loss, where a visible one has 1.
        var maskedWeight: Float = 6
    }

    /// The image to fit.
    struct Goal {
        /// The given image, h by w.
        var target: Planes
        /// 1 where a pixel is fitted, and where it is held out for validation; h by w.
        var fitted: [Float], heldOut: [Float]
        /// The pixels that the input lacks in a step.
        enum Missing {
            /// 1 for damage, h by w, translated by another random vector in each step.
            case translated([Float])
            /// Random single pixels, which alone enter the loss: independent noise cannot be learned then.
            case single
            /// All pixels: the input is noise alone.
            case all
        }
        var missing: Missing
        /// A blurred image that the output is added to, so that its colors are right from the start; H by W.
        var base: Planes
    }

    private let options: Options, goal: Goal, seed: UInt64
    private let executor: Executor, plan: Plan
    private let error: Tensor, loss: Tensor
    private(set) var step = 0

    /// Threads that the plan is compiled for: fixed, so that sums have the same order on every machine.
    private static let threads = 4
    private static let inputs = 32
    private static let halfScale: Float = 127.5
    private static let adam = Adam(beta1: 0.9, beta2: 0.99)
    private static let noiseStream: UInt32 = 1 << 28, translationStream: UInt32 = 1 << 27
    /// The standard normal quantile of a third: that fraction of the pixels is missing.
    private static let quantile: Float = -0.43
    private static let bypass = 16
    /// Steps in which the learning rate rises, and the fraction of it that is left at the end.
    private static let warmUp = 20.0, finalFraction = 0.02

    /// - Precondition: H and W are multiples of 2 to the depth, and H/h and W/w one whole number.
    /// - Throws: `MemoryError`.
    init(_ goal: Goal, _ options: Options, seed: UInt64, threads: Int) throws(MemoryError) {
        (self.goal, self.options, self.seed) = (goal, options, seed)
        let graph = Graph(), (H, W, C) = (goal.base.height, goal.base.width, goal.base.channels)
        let (h, w) = (goal.target.height, goal.target.width)
        let network = Hourglass.network(
            "prior", inputs: Self.inputs, outputs: C, channels: options.channels, bypass: Self.bypass,
            depth: options.depth - 1, deviation: 0.02)
        let weights = network.declare(in: graph)
        let base = graph.input("base", [1, H, W, C])
        let target = graph.input("target", [1, h, w, C]), fitted = graph.input("fitted", [1, h, w, 1]),
            heldOut = graph.input("held_out", [1, h, w, 1])
        let scalars = Adam.Scalars(
            stepSize: graph.input("stepSize", .scalar), secondScale: graph.input("secondScale", .scalar))
        let averageWeight = graph.input("average_weight", .scalar), average = graph.variable("average", [1, H, W, C])
        let visible = Self.visible(goal, target, base, fitted.mapped(.sign), in: graph)
        let noise = graph.variable(
            "noise", [1, H / 2, W / 2, Self.inputs - (visible.map { 4 * $0.input.shape[3] } ?? 0)])
        let jittered = noise + graph.normal(noise.shape) * options.inputNoise
        let input = visible.map { Tensor.concatenated([Self.spaceToDepth($0.input), jittered], axis: 3) } ?? jittered
        var context = ForwardContext(isTraining: true)
        let output = network(input, weights, &context) + base
        let updatedAverage = average.assign(average + (output - average) * averageWeight)
        let isDownscaled = (h, w) != (H, W)
        let matrices = isDownscaled ? (graph.input("rows", [w, W]), graph.input("columns", [h, H])) : nil
        func degraded(_ image: Tensor) -> Tensor {
            matrices.map { Self.downscaled(image, rows: $0.0, columns: $0.1) } ?? image
        }
        let squares = (degraded(output) - target).squared * fitted
        loss = squares.sum
        let weighted: Tensor =
            switch goal.missing {
            case .translated: (squares * (visible!.missing * (options.maskedWeight - 1) + 1)).sum
            case .single: (squares * visible!.missing).sum
            case .all: loss
            }
        error = ((degraded(updatedAverage) - target).squared * heldOut).sum
        let gradients = graph.gradient(of: weighted, withRespectTo: weights.trainable.map(\.tensor))
        let updated = Self.adam.update(weights, Self.adam.declareMoments(of: weights), along: gradients, scalars)
        plan = Plan(
            [loss, error, updatedAverage] + updated.trainable.map(\.tensor), layout: StateLayout(graph),
            threads: Self.threads)
        executor = try Executor(
            [plan], seed: seed, threads: threads, work: "a fit of \(W) x \(H) pixels",
            advice: options.channels > 32
                ? "\(.lower("base_channels", now: options.channels))" : "repair a smaller part")
        for (index, parameter) in network.parameters.enumerated() {
            executor.write(parameter.name, parameter.initialValues(seed: seed, index: index))
        }
        executor.write(
            "noise", CounterRandom(seed: seed, stream: Self.noiseStream, counter: 0).normals(noise.shape.count))
        executor.write("base", Self.interleaved(goal.base))
        executor.write("target", Self.interleaved(goal.target))
        executor.write("fitted", Self.weights(goal.fitted, C))
        executor.write("held_out", Self.weights(goal.heldOut, C))
        if case .translated(let damage) = goal.missing { executor.write("damage", damage) }
        if isDownscaled {
            executor.write("rows", AxisTaps.bicubic(from: W, to: w).matrix)
            executor.write("columns", AxisTaps.bicubic(from: H, to: h).matrix)
        }
    }

    /// The part of the network's input that shows the image, (1, H, W, C + 1): known pixels minus the base, and a mask of them; and a mask
    /// of the pixels that are missing in this step only, (1, H, W, 1).
    private static func visible(_ goal: Goal, _ target: Tensor, _ base: Tensor, _ known: Tensor, in graph: Graph) -> (
        input: Tensor, missing: Tensor
    )? {
        let shape = known.shape
        let missing: Tensor
        switch goal.missing {
        case .all: return nil
        case .single: missing = 1 - graph.normal(shape).combined(.atLeast, graph.constant(quantile, shape))
        case .translated: missing = graph.input("damage", shape).translated(by: graph.input("translation", [1, 2]))
        }
        let left = known * (1 - missing)
        return (.concatenated([(target - base) * left, left], axis: 3), missing)
    }

    /// Blocks of 2x2 pixels as channels (space to depth).
    private static func spaceToDepth(_ x: Tensor) -> Tensor {
        let (_, H, W, C) = x.imageDimensions
        return x.reshaped([1, H / 2, 2, W / 2, 2, C]).permuted([0, 1, 3, 2, 4, 5]).reshaped([1, H / 2, W / 2, 4 * C])
    }

    /// (1, H, W, C) downscaled by the matrices (w, W) and (h, H).
    private static func downscaled(_ image: Tensor, rows: Tensor, columns: Tensor) -> Tensor {
        let (W, C, h, w) = (image.shape[2], image.shape[3], columns.shape[0], rows.shape[0])
        let low = columns.matmul(image.reshaped([image.shape[1], W * C])).reshaped([h, W, C])
        let turned = low.permuted([1, 0, 2]).reshaped([W, h * C])
        return rows.matmul(turned).reshaped([w, h, C]).permuted([1, 0, 2]).reshaped([1, h, w, C])
    }

    /// One step.
    /// - Throws: where the repair is cancelled; the fit is of no use then.
    func advance(_ watch: RepairWatch = RepairWatch()) throws(RepairStopped) -> FitPoint {
        let t = step + 1
        let fallen = step < options.steps ? 0.5 + 0.5 * cos(Double(step) / Double(options.steps) * .pi) : 0
        let values = Self.adam.scalarValues(
            rate: options.learningRate * (min(1, Double(t) / Self.warmUp) * fallen + Self.finalFraction), step: t)
        executor.write("stepSize", values.stepSize)
        executor.write("secondScale", values.secondScale)
        executor.write("average_weight", max(options.averageWeight, 1 / Float(t)))
        if case .translated = goal.missing {
            let random = CounterRandom(seed: seed, stream: Self.translationStream, counter: UInt64(step))
            executor.write(
                "translation",
                [goal.target.height, goal.target.width].enumerated().map { axis, size in
                    (random.uniform(at: axis) - 0.5) * Float(size)
                })
        }
        executor.run(plan, counter: UInt64(step), isStopped: watch.isStopped)
        try watch.check()
        step = t
        let square = Double(Self.halfScale * Self.halfScale)
        return FitPoint(
            step: t, training: Double(executor.first(loss, of: plan)) * square,
            validation: Double(executor.first(error, of: plan)) * square)
    }

    /// The moving average of the outputs.
    var image: Planes {
        var planes = goal.base
        let values = executor.read("average"), (n, C) = (planes.area, planes.channels)
        for c in 0..<C { for i in 0..<n { planes.values[c * n + i] = (values[i * C + c] + 1) * Self.halfScale } }
        return planes
    }

    private static func interleaved(_ planes: Planes) -> [Float] {
        let (n, C) = (planes.area, planes.channels)
        var values = [Float](repeating: 0, count: n * C)
        for c in 0..<C { for i in 0..<n { values[i * C + c] = planes.values[c * n + i] / halfScale - 1 } }
        return values
    }

    /// Weights that turn a sum over all samples into the mean over the samples marked with 1.
    private static func weights(_ counts: [Float], _ channels: Int) -> [Float] {
        let total = counts.reduce(0, +) * Float(channels)
        return total > 0 ? counts.map { $0 / total } : counts
    }
}
