import Raster

/// The fit over one tile of an image and its blend with a classical repair.
///
/// Some known pixels are held out of both for validation. The fit stops when the validation error no longer falls, and the best step is
/// used; the blend weight minimizes the validation error, which is therefore at most that of either.
struct DeepImagePriorTile {
    /// The result of a tile.
    struct Outcome {
        var blend: BlendedTile
        var curve: [FitPoint]
        var best: FitPoint
        var steps: Int
        /// Mean squared error of the Laplace fill on the validation pixels, in squared levels.
        var laplace: Double
    }

    let image: Bitmap
    /// 1 where a pixel is known.
    let known: [Float]
    let task: RepairTask
    let scale: Int
    let options: DeepImagePriorFit.Options
    let validationFraction: Double
    let seed: UInt64, threads: Int
    /// The method that the fit is blended with.
    let classical: any RepairMethod

    /// Steps between two validations.
    private static let interval = 20
    /// Standard deviation of the blur that turns the Laplace fill into the base of the fit, in pixels.
    private static let blur = 3.0

    private var area: RepairArea { RepairArea(x: 0, y: 0, width: image.width, height: image.height) }

    /// - Parameter observe: receives every step with a function that computes the image so far.
    func run(_ watch: RepairWatch, observe: (FitPoint, () -> Planes) throws -> Void) throws -> Outcome {
        let planes = Planes(image, area), (w, h) = (image.width, image.height)
        let heldOut = ValidationPixels.choice(of: known, width: w, height: h, fraction: validationFraction, seed: seed)
        let fitted = zip(known, heldOut).map { $0 * (1 - $1) }
        let quiet = RepairWatch(isStopped: watch.isStopped)
        let fill = try SmoothRepair(order: .laplace).fill(planes, fitted.map { 1 - $0 }, threads: threads, watch: quiet)
        let start = try classically(fill, missing: fitted.map { 1 - $0 }, quiet)
        let downscaling = scale > 1 ? LinearDegradation.downscaling(toWidth: w, height: h, scale: scale) : nil
        let canvas = Canvas(width: w, height: h, multiple: 1 << options.depth, scale: scale)
        let base = Self.blurred(downscaling?.backprojected(fill) ?? fill, Self.blur * Double(scale))
        let missing: DeepImagePriorFit.Goal.Missing =
            switch task {
            case .inpaint: .translated(canvas.small(known.map { 1 - $0 }))
            case .denoise, .restore: .single
            case .upscale: .all
            }
        try watch.check()
        let fit = try DeepImagePriorFit(
            .init(
                target: canvas.small(planes), fitted: canvas.small(fitted), heldOut: canvas.small(heldOut),
                missing: missing,
                base: canvas.large(base)), options, seed: seed, threads: threads)
        var curve: [FitPoint] = [], best: (point: FitPoint, image: Planes)?
        while fit.step < options.steps {
            let point = try fit.advance(quiet)
            let isDue = point.step % Self.interval == 0 || point.step == options.steps
            if isDue {
                curve.append(point)
                if best.map({ point.validation < $0.point.validation }) ?? true {
                    best = (point, canvas.cropped(fit.image))
                }
            }
            try observe(point) { canvas.cropped(fit.image) }
            // Early stopping: the learning rate only falls from here, so a later minimum is unlikely.
            if isDue, let best, point.step - best.point.step >= max(4 * Self.interval, options.steps / 5) { break }
        }
        guard let best else { preconditionFailure("a fit of \(options.steps) steps") }
        let degraded = { (p: Planes) in downscaling?.applied(to: p) ?? p }
        let (a, b) = (degraded(best.image), degraded(start))
        let fraction = BlendWeight.fraction(of: a, over: b, truth: planes, where: heldOut)
        let whole = try classically(planes, missing: known.map { 1 - $0 }, quiet)
        var result = BlendWeight.blend(best.image, whole, fraction)
        if let downscaling {
            result = try BackProjection(degradation: downscaling, sigmas: []).projected(result, planes, quiet)
        }
        return Outcome(
            blend: BlendedTile(
                image: result, fraction: fraction, classical: BlendWeight.error(of: b, planes, where: heldOut),
                blended: BlendWeight.error(of: BlendWeight.blend(a, b, fraction), planes, where: heldOut),
                validationPixels: heldOut.count { $0 == 1 }),
            curve: curve, best: best.point, steps: fit.step,
            laplace: BlendWeight.error(of: fill, planes, where: heldOut))
    }

    /// The classical repair of the image with `missing` pixels as damage.
    private func classically(_ planes: Planes, missing: [Float], _ watch: RepairWatch) throws -> Planes {
        var part = image
        let mask = Mask(width: image.width, height: image.height, damaged: missing.map { $0 != 0 })
        planes.write(area, origin: area, to: &part, where: mask)
        let whole = Mask(width: part.width, height: part.height, filledWith: true)
        if task == .inpaint && mask.count == 0 { return planes }
        let problem = RepairProblem(
            image: part, mask: task == .inpaint ? mask : whole, task: task, seed: seed, threads: threads)
        let settings = try RepairSettings(
            of: classical, given: task == .upscale ? [RepairSetting.scale.name: Double(scale)] : [:])
        let result = try classical.repair(problem, settings: settings, watch: watch)
        return Planes(result, RepairArea(x: 0, y: 0, width: result.width, height: result.height))
    }

    private static func blurred(_ planes: Planes, _ deviation: Double) -> Planes {
        LinearDegradation.blur(width: planes.width, height: planes.height, deviation: deviation).applied(to: planes)
    }
}

/// An image of any size, padded to the multiple that the network needs.
private struct Canvas {
    let width: Int, height: Int, scale: Int
    private let columns: Int, rows: Int

    /// - Parameter multiple: divides width and height of the padded image; a power of 2.
    init(width: Int, height: Int, multiple: Int, scale: Int) {
        (self.width, self.height, self.scale) = (width, height, scale)
        (columns, rows) = ((width + multiple - 1) / multiple * multiple, (height + multiple - 1) / multiple * multiple)
    }

    /// Per-pixel weights of the input image, padded with zeros.
    func small(_ values: [Float]) -> [Float] {
        small(Planes(width: width, height: height, channels: 1, values: values), beyond: { _ in 0 })
            .values
    }

    func small(_ planes: Planes) -> Planes { small(planes, beyond: { $0 }) }

    /// The upscaled image, padded by repeating its last row and column.
    func large(_ planes: Planes) -> Planes { Self.padded(planes, columns * scale, rows * scale) { $0 } }

    /// The upscaled image without its padding.
    func cropped(_ planes: Planes) -> Planes {
        let (w, h) = (width * scale, height * scale)
        var values: [Float] = []
        values.reserveCapacity(w * h * planes.channels)
        for c in 0..<planes.channels {
            for y in 0..<h {
                values +=
                    planes.values[(c * planes.height + y) * planes.width..<(c * planes.height + y) * planes.width + w]
            }
        }
        return Planes(width: w, height: h, channels: planes.channels, values: values)
    }

    private func small(_ planes: Planes, beyond: (Float) -> Float) -> Planes {
        Self.padded(planes, columns, rows, beyond: beyond)
    }

    private static func padded(_ planes: Planes, _ columns: Int, _ rows: Int, beyond: (Float) -> Float) -> Planes {
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
