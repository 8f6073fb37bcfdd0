import Raster

/// The fit over one part of a picture, and what is made of it together with a classical repair.
///
/// Some known pixels are held out of both. The fit stops when it gets no better on them, the best moment counts; then so much of it is
/// mixed with the classical repair as serves the held out pixels best. So the result is no worse there than either.
struct PriorPiece {
    /// What became of a piece; mean squared errors on the held out pixels, levels.
    struct Outcome {
        var picture: Planes
        var curve: [RepairCurvePoint]
        var best: RepairCurvePoint
        var steps: Int
        /// Share of the fit in the result.
        var share: Double
        var harmonic: Double, classical: Double, mixed: Double
        var held: Int
    }

    let picture: Bitmap
    /// 1 where a pixel is known.
    let known: [Float]
    let task: RepairTask
    let scale: Int
    let options: PriorFit.Options
    let heldShare: Double
    let seed: UInt64, lanes: Int
    /// What the fit is mixed with.
    let classical: any RepairMethod

    /// Steps between looks at the held out pixels.
    private static let interval = 20
    /// Standard deviation of the blur between a harmonic fill and the base of the fit, in pixels.
    private static let blur = 3.0

    private var area: RepairArea { RepairArea(x: 0, y: 0, width: picture.width, height: picture.height) }

    /// - Parameter look: gets every moment, and at some of them the picture so far.
    func run(_ watch: RepairWatch, look: (RepairCurvePoint, () -> Planes) throws -> Void) throws -> Outcome {
        let planes = Planes(picture, area), (w, h) = (picture.width, picture.height)
        let held = HeldOut.choice(of: known, width: w, height: h, share: heldShare, seed: seed)
        let fitted = zip(known, held).map { $0 * (1 - $1) }
        let quiet = RepairWatch(isStopped: watch.isStopped)
        let fill = try SmoothRepair(order: .harmonic).fill(planes, fitted.map { 1 - $0 }, lanes: lanes, watch: quiet)
        let start = try classically(fill, missing: fitted.map { 1 - $0 }, quiet)
        let large = scale > 1 ? Observation.reduction(toWidth: w, height: h, scale: scale) : nil
        let canvas = Canvas(width: w, height: h, multiple: 1 << options.depth, scale: scale)
        let base = Self.blurred(large?.spread(fill) ?? fill, Self.blur * Double(scale))
        let missing: PriorFit.Goal.Missing = switch task {
        case .inpaint: .moved(canvas.small(known.map { 1 - $0 }))
        case .denoise, .restore: .single
        case .upscale: .all
        }
        let fit = try PriorFit(.init(target: canvas.small(planes), fitted: canvas.small(fitted), held: canvas.small(held), missing: missing,
                                 base: canvas.large(base)), options, seed: seed, threads: lanes)
        var curve: [RepairCurvePoint] = [], best: (point: RepairCurvePoint, picture: Planes)?
        while fit.step < options.steps {
            let point = fit.advance()
            let isDue = point.step % Self.interval == 0 || point.step == options.steps
            if isDue {
                curve.append(point)
                if best.map({ point.held < $0.point.held }) ?? true { best = (point, canvas.cut(fit.picture)) }
            }
            try look(point) { canvas.cut(fit.picture) }
            // Later the rate only falls: what has not come by then does not come.
            if isDue, let best, point.step - best.point.step >= max(4 * Self.interval, options.steps / 5) { break }
        }
        guard let best else { preconditionFailure("a fit of \(options.steps) steps") }
        let seen = { (p: Planes) in large?.seen(p) ?? p }
        let (a, b) = (seen(best.picture), seen(start))
        let share = Self.share(of: a, over: b, truth: planes, where: held)
        let whole = try classically(planes, missing: known.map { 1 - $0 }, quiet)
        func mixed(_ p: Planes, _ s: Planes) -> Planes {
            var result = s
            for i in result.values.indices { result.values[i] += Float(share) * (p.values[i] - s.values[i]) }
            return result
        }
        var result = mixed(best.picture, whole)
        if let large { result = BackProjection(observation: large, shrinkage: []).projected(result, planes) }
        return Outcome(picture: result, curve: curve, best: best.point, steps: fit.step, share: share,
                       harmonic: Self.error(of: fill, planes, where: held), classical: Self.error(of: b, planes, where: held),
                       mixed: Self.error(of: mixed(a, b), planes, where: held), held: held.count { $0 == 1 })
    }

    /// The classical repair of the picture, with `missing` pixels neither known nor to be trusted.
    private func classically(_ planes: Planes, missing: [Float], _ watch: RepairWatch) throws -> Planes {
        var part = picture
        let mask = Mask(width: picture.width, height: picture.height, damaged: missing.map { $0 != 0 })
        planes.write(area, origin: area, to: &part, where: mask)
        let whole = Mask(width: part.width, height: part.height, filledWith: true)
        if task == .inpaint && mask.count == 0 { return planes }
        let problem = RepairProblem(picture: part, mask: task == .inpaint ? mask : whole, task: task, seed: seed, lanes: lanes)
        let settings = try RepairSettings(of: classical, given: task == .upscale ? [RepairSetting.scale.name: Double(scale)] : [:])
        let result = try classical.repair(problem, settings: settings, watch: watch)
        return Planes(result, RepairArea(x: 0, y: 0, width: result.width, height: result.height))
    }

    private static func error(of planes: Planes, _ truth: Planes, where held: [Float]) -> Double {
        var sum = 0.0, count = 0.0
        for i in truth.values.indices where held[i % truth.area] == 1 {
            let difference = Double(planes.values[i] - truth.values[i])
            sum += difference * difference
            count += 1
        }
        return sum / max(count, 1)
    }

    /// The share of `a` over `b`, 0...1, whose mixture is nearest to the truth.
    private static func share(of a: Planes, over b: Planes, truth: Planes, where held: [Float]) -> Double {
        var product = 0.0, square = 0.0
        for i in truth.values.indices where held[i % truth.area] == 1 {
            let difference = Double(a.values[i] - b.values[i])
            product += difference * Double(truth.values[i] - b.values[i])
            square += difference * difference
        }
        return square > 0 ? min(max(product / square, 0), 1) : 0
    }

    private static func blurred(_ planes: Planes, _ deviation: Double) -> Planes {
        Observation.blur(width: planes.width, height: planes.height, deviation: deviation).seen(planes)
    }
}

/// A picture of any size within one whose sides are multiples of what the network needs.
private struct Canvas {
    let width: Int, height: Int, scale: Int
    private let columns: Int, rows: Int

    /// - Parameter multiple: of the larger picture's sides, a power of 2.
    init(width: Int, height: Int, multiple: Int, scale: Int) {
        (self.width, self.height, self.scale) = (width, height, scale)
        (columns, rows) = ((width + multiple - 1) / multiple * multiple, (height + multiple - 1) / multiple * multiple)
    }

    /// Numbers of the smaller picture; zeros around them count for nothing.
    func small(_ values: [Float]) -> [Float] {
        small(Planes(width: width, height: height, channels: 1, values: values), beyond: { _ in 0 })
            .values
    }

    func small(_ planes: Planes) -> Planes { small(planes, beyond: { $0 }) }

    /// The larger picture, its last row and column repeated.
    func large(_ planes: Planes) -> Planes { Self.extended(planes, columns * scale, rows * scale) { $0 } }

    /// The part of the larger canvas that is picture.
    func cut(_ planes: Planes) -> Planes {
        let (w, h) = (width * scale, height * scale)
        var values: [Float] = []
        values.reserveCapacity(w * h * planes.channels)
        for c in 0..<planes.channels { for y in 0..<h { values += planes.values[(c * planes.height + y) * planes.width..<(c * planes.height + y) * planes.width + w] } }
        return Planes(width: w, height: h, channels: planes.channels, values: values)
    }

    private func small(_ planes: Planes, beyond: (Float) -> Float) -> Planes { Self.extended(planes, columns, rows, beyond: beyond) }

    private static func extended(_ planes: Planes, _ columns: Int, _ rows: Int, beyond: (Float) -> Float) -> Planes {
        var values: [Float] = []
        values.reserveCapacity(columns * rows * planes.channels)
        for c in 0..<planes.channels {
            for y in 0..<rows {
                let start = (c * planes.height + min(y, planes.height - 1)) * planes.width
                for x in 0..<columns {
                    let value = planes.values[start + min(x, planes.width - 1)]
                    values.append(x < planes.width && y < planes.height ? value : beyond(value))
                }
            }
        }
        return Planes(width: columns, height: rows, channels: planes.channels, values: values)
    }
}
