public import Raster

/// Fits an untrained network to this one picture and takes what it makes of the damage, mixed with a classical repair (`PriorPiece`).
///
/// Only the neighbourhood of the damage is fitted, in tiles where it is large: memory stays bounded, time grows with the area.
public struct PriorRepair: RepairMethod {
    public init() {}
    public let name = "prior"
    public let line = "fits an untrained network to this one picture and mixes it with the classical repair, as held out pixels advise"
    public let suits = "text, strokes and scattered loss in patterns and texture, where half a minute does not matter"
    public let tasks: [RepairTask] = [.inpaint, .denoise, .upscale]
    public let worksWithoutMask = true
    public let settings = [
        RepairSetting("steps", "steps of the fit, at most", 1...20_000, standard: 400, whole: true),
        RepairSetting("width", "channels of the network, in steps of 16", 32...256, standard: 48, whole: true),
        RepairSetting("rate", "how far a step goes at first", 0.0001...0.1, standard: 0.01),
        RepairSetting("held", "share of the known pixels that is held out", 0.01...0.3, standard: 0.05),
        .scale,
    ]

    /// Pixels along a tile of what is made, and known ones around it.
    private static let tile = 320, margin = 32

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try product(of: problem, settings: settings, watch: watch).picture
    }

    public func product(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairProduct {
        let picture = problem.picture, isInpainting = problem.task == .inpaint
        let scale = problem.task == .upscale ? settings.int("scale") : 1
        var product = RepairProduct(picture: scale == 1 ? picture : Bitmap(
            width: picture.width * scale, height: picture.height * scale, channels: picture.channels, colorSpace: picture.colorSpace,
            pixels: [UInt8](repeating: 0, count: picture.pixels.count * scale * scale)))
        let mask = scale == 1 ? problem.mask : Mask(width: product.picture.width, height: product.picture.height, filledWith: true)
        let tiles = RepairArea.areas(of: problem.mask, margin: isInpainting ? Self.margin : 0).flatMap { $0.tiles(of: Self.tile / scale) }
            .filter { problem.mask.count(in: $0) > 0 }
        let classical = Self.classical(for: problem)
        var outcomes: [PriorPiece.Outcome] = []
        for (number, core) in tiles.enumerated() {
            let area = core.grown(by: Self.margin, within: picture.width, picture.height)
            let known = isInpainting ? problem.mask.numbers(area).map { 1 - $0 } : [Float](repeating: 1, count: area.count)
            guard known.contains(1) else { throw RepairError.nothingKnownNearby(method: name, width: area.width, height: area.height) }
            let options = PriorFit.Options(channels: settings.int("width") / 16 * 16, steps: settings.int("steps"), rate: settings["rate"])
            let piece = PriorPiece(picture: picture.cropped(x: area.x, y: area.y, width: area.width, height: area.height), known: known, task: problem.task, scale: scale, options: options,
                                   heldShare: settings["held"], seed: problem.seed, lanes: problem.lanes, classical: classical)
            try watch.report(name, Double(number) / Double(tiles.count))
            let outcome = try piece.run(watch) { point, picture in
                try watch.report(name, (Double(number) + Double(point.step) / Double(options.steps)) / Double(tiles.count))
                guard point.step % Self.shown == 0 else { return }
                watch.moment?(point)
                guard let preview = watch.preview else { return }
                var looks = product.picture
                picture().write(core.scaled(scale), origin: area.scaled(scale), to: &looks, where: mask)
                preview(looks)
            }
            outcome.picture.write(core.scaled(scale), origin: area.scaled(scale), to: &product.picture, where: mask)
            watch.preview?(product.picture)
            outcomes.append(outcome)
        }
        watch.progress(name, 1)
        product.notes = Self.notes(outcomes, classical)
        product.curve = outcomes.max { $0.held < $1.held }?.curve ?? []
        return product
    }

    /// Steps between two looks at the picture so far.
    private static let shown = 10

    /// What the fit is mixed with: the method that suits the task and the damage.
    private static func classical(for problem: RepairProblem) -> any RepairMethod {
        switch problem.task {
        case .inpaint: DamageReport(problem.mask).deepest > DamageReport.deepestThin ? HarmonicRepair() : NonlocalRepair()
        case .upscale: UpscaleRepair()
        case .denoise, .restore: DenoiseRepair()
        }
    }

    private static func notes(_ outcomes: [PriorPiece.Outcome], _ classical: any RepairMethod) -> [String] {
        let count = outcomes.reduce(0) { $0 + $1.held }
        guard count > 0 else { return [] }
        func mean(_ value: (PriorPiece.Outcome) -> Double) -> Double { outcomes.reduce(0) { $0 + value($1) * Double($1.held) } / Double(count) }
        func level(_ square: Double) -> String { ((square.squareRoot() * 100).rounded() / 100).short }
        let (mixed, harmonic) = (mean(\.mixed), mean(\.harmonic))
        var notes = ["error on \(count) held out pixels, root mean square: the fit \(level(mean(\.best.held))) levels, \(classical.name) "
            + "\(level(mean(\.classical))), both mixed, \(((mean(\.share) * 100).rounded()).short) % of it the fit, \(level(mixed)); harmonic \(level(harmonic))",
            "steps: \(outcomes.reduce(0) { $0 + $1.steps }), the best at \(outcomes.map { String($0.best.step) }.joined(separator: ", "))"]
        if mixed > harmonic { notes.append("worse than harmonic on the held out pixels: --method harmonic may serve better") }
        return notes
    }
}
