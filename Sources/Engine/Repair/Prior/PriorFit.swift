import Glibc
import Raster

// H height, W width, C channels of the picture that is made; h, w those of the picture that is fitted, equal unless it is smaller.

/// A network without training, fitted to one picture: its structure alone makes what it fills in look like pictures (Ulyanov et al. 2018).
///
/// Beside noise it is shown the picture, each step with other pixels missing, and those count most: so it learns to fill in, not to copy
/// (Quan et al. 2020, "Self2Self"). The missing ones are the damage itself, moved about; where there is none, single pixels.
///
/// A step is a function of the seed and its number. The plan is compiled for a fixed number of lanes, so threads change no result.
final class PriorFit {
    struct Options: Equatable {
        var channels = 48
        /// Times that the network halves the picture, the first of which is in its input.
        var depth = 5
        /// Steps over which the rate falls.
        var steps = 400
        var rate = 0.01
        /// Standard deviation of what is added to the input noise in each step.
        var jitter: Float = 0.03
        /// Share of the newest picture in the average.
        var share: Float = 0.02
        /// What a pixel that the network is not shown counts beside one that it is.
        var focus: Float = 6
    }

    /// What is fitted.
    struct Goal {
        /// The picture that is there, h by w.
        var target: Planes
        /// 1 where a pixel is fitted, and where it is only measured against; h by w.
        var fitted: [Float], held: [Float]
        /// Which pixels are missing in a step; h by w for `moved`.
        enum Missing {
            /// 1 for damage, moved about.
            case moved([Float])
            /// Single ones, which alone count: noise is then nothing that could be learned.
            case single
            /// The network is shown noise alone.
            case all
        }
        var missing: Missing
        /// What the network's output is added to: soft, so that its colours are right from the start; H by W.
        var base: Planes
    }

    private let options: Options, goal: Goal, seed: UInt64
    private let executor: Executor, plan: Plan
    private let error: Tensor, loss: Tensor
    private(set) var step = 0

    /// Cuts the work into pieces; two to a core of the usual machine, and the same for every one.
    private static let lanes = 4
    private static let inputs = 32
    private static let halfScale: Float = 127.5
    private static let adam = Adam(beta1: 0.9, beta2: 0.99)
    private static let noiseStream: UInt32 = 1 << 28, moveStream: UInt32 = 1 << 27
    /// A third of all pixels: those where a standard normal number is below.
    private static let quantile: Float = -0.43
    private static let bypass = 16
    /// Steps in which the rate rises, and what is left of it at the end.
    private static let warmUp = 20.0, rest = 0.02

    /// - Precondition: H and W are multiples of 2 to the depth, and H/h and W/w one whole number.
    /// - Throws: `MemoryError`.
    init(_ goal: Goal, _ options: Options, seed: UInt64, threads: Int) throws(MemoryError) {
        (self.goal, self.options, self.seed) = (goal, options, seed)
        let graph = Graph(), (H, W, C) = (goal.base.height, goal.base.width, goal.base.channels)
        let (h, w) = (goal.target.height, goal.target.width)
        let network = Hourglass.network("prior", inputs: Self.inputs, outputs: C, channels: options.channels, bypass: Self.bypass,
                                        depth: options.depth - 1, deviation: 0.02)
        let weights = network.declare(in: graph)
        let base = graph.input("base", [1, H, W, C])
        let target = graph.input("target", [1, h, w, C]), fitted = graph.input("fitted", [1, h, w, 1]), held = graph.input("held", [1, h, w, 1])
        let scalars = Adam.Scalars(stepSize: graph.input("stepSize", .scalar), secondScale: graph.input("secondScale", .scalar))
        let share = graph.input("share", .scalar), average = graph.variable("average", [1, H, W, C])
        let shown = Self.shown(goal, target, base, fitted.mapped(.sign), in: graph)
        let noise = graph.variable("noise", [1, H / 2, W / 2, Self.inputs - (shown.map { 4 * $0.input.shape[3] } ?? 0)])
        let jittered = noise + graph.normal(noise.shape) * options.jitter
        let input = shown.map { Tensor.concatenated([Self.folded($0.input), jittered], axis: 3) } ?? jittered
        var pass = Pass(isTraining: true)
        let made = network(input, weights, &pass) + base
        let kept = average.assign(average + (made - average) * share)
        let isReduced = (h, w) != (H, W)
        let matrices = isReduced ? (graph.input("rows", [w, W]), graph.input("columns", [h, H])) : nil
        func seen(_ picture: Tensor) -> Tensor { matrices.map { Self.reduced(picture, rows: $0.0, columns: $0.1) } ?? picture }
        let squares = (seen(made) - target).squared * fitted
        loss = squares.sum
        let counted: Tensor = switch goal.missing {
        case .moved: (squares * (shown!.missing * (options.focus - 1) + 1)).sum
        case .single: (squares * shown!.missing).sum
        case .all: loss
        }
        error = ((seen(kept) - target).squared * held).sum
        let gradients = graph.gradient(of: counted, withRespectTo: weights.learned.map(\.tensor))
        let updated = Self.adam.update(weights, Self.adam.declareMoments(of: weights), along: gradients, scalars)
        plan = Plan([loss, error, kept] + updated.learned.map(\.tensor), layout: StateLayout(graph), lanes: Self.lanes)
        executor = try Executor([plan], seed: seed, threads: threads, work: "a fit of \(W) x \(H) pixels",
                                less: options.channels > 32 ? "give a smaller --set width=, now \(options.channels)" : "repair a smaller part")
        for (index, parameter) in network.parameters.enumerated() { executor.write(parameter.name, parameter.initialValues(seed: seed, index: index)) }
        executor.write("noise", CounterRandom(seed: seed, stream: Self.noiseStream, counter: 0).normals(noise.shape.count))
        executor.write("base", Self.interleaved(goal.base))
        executor.write("target", Self.interleaved(goal.target))
        executor.write("fitted", Self.shares(goal.fitted, C))
        executor.write("held", Self.shares(goal.held, C))
        if case .moved(let damage) = goal.missing { executor.write("damage", damage) }
        if isReduced {
            executor.write("rows", AxisTaps.bicubic(from: W, to: w).matrix)
            executor.write("columns", AxisTaps.bicubic(from: H, to: h).matrix)
        }
    }

    /// What the network is shown of the picture, (1, H, W, C + 1): the known pixels less the base, and where they are; and the pixels
    /// that are missing in this step alone, (1, H, W, 1).
    private static func shown(_ goal: Goal, _ target: Tensor, _ base: Tensor, _ known: Tensor, in graph: Graph) -> (input: Tensor, missing: Tensor)? {
        let shape = known.shape
        let missing: Tensor
        switch goal.missing {
        case .all: return nil
        case .single: missing = 1 - graph.normal(shape).combined(.atLeast, graph.constant(quantile, shape))
        case .moved: missing = graph.add(Displace(isBack: false), [graph.input("damage", shape), graph.input("move", [1, 2])])
        }
        let left = known * (1 - missing)
        return (.concatenated([(target - base) * left, left], axis: 3), missing)
    }

    /// Squares of 2x2 pixels as channels.
    private static func folded(_ x: Tensor) -> Tensor {
        let (_, H, W, C) = x.pictureExtents
        return x.reshaped([1, H / 2, 2, W / 2, 2, C]).permuted([0, 1, 3, 2, 4, 5]).reshaped([1, H / 2, W / 2, 4 * C])
    }

    /// (1, H, W, C) made smaller by the matrices (w, W) and (h, H).
    private static func reduced(_ picture: Tensor, rows: Tensor, columns: Tensor) -> Tensor {
        let (W, C, h, w) = (picture.shape[2], picture.shape[3], columns.shape[0], rows.shape[0])
        let low = columns.matmul(picture.reshaped([picture.shape[1], W * C])).reshaped([h, W, C])
        let turned = low.permuted([1, 0, 2]).reshaped([W, h * C])
        return rows.matmul(turned).reshaped([w, h, C]).permuted([1, 0, 2]).reshaped([1, h, w, C])
    }

    /// One step.
    func advance() -> RepairCurvePoint {
        let t = step + 1
        let fallen = step < options.steps ? 0.5 + 0.5 * cos(Double(step) / Double(options.steps) * .pi) : 0
        let values = Self.adam.scalarValues(rate: options.rate * (min(1, Double(t) / Self.warmUp) * fallen + Self.rest), step: t)
        executor.write("stepSize", values.stepSize)
        executor.write("secondScale", values.secondScale)
        executor.write("share", max(options.share, 1 / Float(t)))
        if case .moved = goal.missing {
            let random = CounterRandom(seed: seed, stream: Self.moveStream, counter: UInt64(step))
            executor.write("move", [goal.target.height, goal.target.width].enumerated().map { axis, extent in (random.uniform(at: axis) - 0.5) * Float(extent) })
        }
        executor.run(plan, counter: UInt64(step))
        step = t
        let square = Double(Self.halfScale * Self.halfScale)
        return RepairCurvePoint(step: t, fitted: Double(executor.first(loss, of: plan)) * square, held: Double(executor.first(error, of: plan)) * square)
    }

    /// The average of what the network has made.
    var picture: Planes {
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

    /// Weights under which a sum over all samples is a mean over those that count.
    private static func shares(_ counts: [Float], _ channels: Int) -> [Float] {
        let total = counts.reduce(0, +) * Float(channels)
        return total > 0 ? counts.map { $0 / total } : counts
    }
}
