package import Raster

/// Deep image prior (Ulyanov et al. 2018): fits an untrained network to the image and blends its output with a classical repair
/// (`DeepImagePriorTile`).
///
/// Only the neighborhood of the damage is fitted, in tiles: memory is bounded, time grows with the area.
package struct DeepImagePriorRepair: RepairMethod {
    package init() {}
    package var usesSeed: Bool { true }
    package let name = "deep-image-prior"
    package let aliases = ["prior"]
    package let summary =
        "fits an untrained network to the image and blends it with a classical repair, weighted by the error on validation pixels"
    package let suits =
        "text, strokes and scattered missing pixels in patterns and texture; takes half a minute or more"
    package let tasks: [RepairTask] = [.inpaint, .denoise, .upscale]
    package let worksWithoutMask = true
    package let settings = [
        RepairSetting("steps", "optimizer steps at most", 1...20_000, unit: "steps", standard: 400, whole: true),
        RepairSetting(
            "base_channels", "channels of the network, rounded down to a multiple of 16", 32...256, standard: 48,
            whole: true),
        RepairSetting(
            "learning_rate", "learning rate after warm-up, decayed with a cosine", 0.0001...0.1, standard: 0.01),
        RepairSetting(
            "validation_fraction", "fraction of the known pixels that is held out for validation", 0.01...0.3,
            standard: 0.05),
        .scale,
    ]

    /// Width and height of a tile of the result, and known pixels around it.
    private static let tile = 320, margin = 32

    /// A step of a small fit, times the pixels and the steps, and two classical repairs. Early stopping may halve it.
    package func forecast(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Double? {
        let image = problem.image, side = Self.measured, scale = problem.task == .upscale ? settings.int("scale") : 1
        guard min(image.width, image.height) >= side else { return nil }
        let classical = Self.classical(for: problem)
        let given = problem.task == .upscale ? [RepairSetting.scale.name: Double(scale)] : [:]
        let fill = try RepairForecast.seconds(
            classical, problem, RepairSettings(of: classical, given: given), watch: watch)
        let part = Planes(image, RepairArea(x: 0, y: 0, width: side, height: side))
        let all = [Float](repeating: 1, count: side * side)
        let fit = try DeepImagePriorFit(
            .init(target: part, fitted: all, heldOut: all, missing: .single, base: part),
            Self.options(settings), seed: problem.seed, threads: problem.threads)
        _ = try fit.advance(watch)
        let step = try RepairForecast.time { _ = try fit.advance(watch) } / Double(side * side)
        let pixels = tiles(of: problem, scale).reduce(0) {
            $0 + $1.grown(by: Self.margin, within: image.width, image.height).count * scale * scale
        }
        return step * Double(pixels) * settings["steps"] + 2 * (fill ?? 0)
    }

    /// Width and height of the fit that is measured for a forecast.
    private static let measured = 64

    private static func options(_ settings: RepairSettings) -> DeepImagePriorFit.Options {
        DeepImagePriorFit.Options(
            channels: settings.int("base_channels") / 16 * 16, steps: settings.int("steps"),
            learningRate: settings["learning_rate"])
    }

    private func tiles(of problem: RepairProblem, _ scale: Int) -> [RepairArea] {
        RepairArea.areas(of: problem.mask, margin: problem.task == .inpaint ? Self.margin : 0)
            .flatMap { $0.tiles(of: Self.tile / scale) }.filter { problem.mask.count(in: $0) > 0 }
    }

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try result(of: problem, settings: settings, watch: watch).image
    }

    package func result(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairResult
    {
        let image = problem.image, isInpainting = problem.task == .inpaint
        let scale = problem.task == .upscale ? settings.int("scale") : 1
        var result = RepairResult(
            image: scale == 1
                ? image
                : Bitmap(
                    width: image.width * scale, height: image.height * scale, channels: image.channels,
                    colorSpace: image.colorSpace,
                    pixels: [UInt8](repeating: 0, count: image.pixels.count * scale * scale)))
        let mask =
            scale == 1 ? problem.mask : Mask(width: result.image.width, height: result.image.height, filledWith: true)
        if scale == 1 { try problem.showFirstResult(watch) }
        let tiles = tiles(of: problem, scale)
        let classical = Self.classical(for: problem)
        var outcomes: [DeepImagePriorTile.Outcome] = []
        for (index, core) in tiles.enumerated() {
            let area = core.grown(by: Self.margin, within: image.width, image.height)
            let known =
                isInpainting ? problem.mask.values(area).map { 1 - $0 } : [Float](repeating: 1, count: area.count)
            guard known.contains(1) else {
                throw RepairError.nothingKnownInTile(method: name, width: area.width, height: area.height)
            }
            let tile = DeepImagePriorTile(
                image: image.cropped(x: area.x, y: area.y, width: area.width, height: area.height), known: known,
                task: problem.task, scale: scale, options: Self.options(settings),
                validationFraction: settings["validation_fraction"], seed: problem.seed, threads: problem.threads,
                classical: classical)
            try watch.report(name, Double(index) / Double(tiles.count))
            let outcome = try tile.run(watch) { point, image in
                try watch.report(
                    name, (Double(index) + Double(point.step) / settings["steps"]) / Double(tiles.count))
                guard point.step % Self.previewInterval == 0 else { return }
                watch.fitPoint?(point)
                guard let preview = watch.preview else { return }
                var current = result.image
                image().write(core.scaled(scale), origin: area.scaled(scale), to: &current, where: mask)
                preview(current)
            }
            outcome.blend.image.write(core.scaled(scale), origin: area.scaled(scale), to: &result.image, where: mask)
            watch.preview?(result.image)
            outcomes.append(outcome)
        }
        watch.progress(name, 1)
        result.notes = Self.notes(outcomes, classical)
        result.curve = outcomes.max { $0.blend.validationPixels < $1.blend.validationPixels }?.curve ?? []
        return result
    }

    /// Steps between two previews.
    private static let previewInterval = 10

    /// The classical method that the fit is blended with, by task and damage.
    private static func classical(for problem: RepairProblem) -> any RepairMethod {
        switch problem.task {
        case .inpaint:
            DamageReport(problem.mask).depth > DamageReport.maxStrokeDepth ? LaplaceRepair() : NLBayesRepair()
        case .upscale: UpscaleRepair()
        case .denoise, .restore: DenoiseRepair()
        }
    }

    private static func notes(_ outcomes: [DeepImagePriorTile.Outcome], _ classical: any RepairMethod) -> [String] {
        let count = outcomes.reduce(0) { $0 + $1.blend.validationPixels }
        guard count > 0 else { return [] }
        func mean(_ value: (DeepImagePriorTile.Outcome) -> Double) -> Double {
            BlendedTile.mean(of: outcomes, value, blend: \.blend)
        }
        let level = BlendedTile.level
        let (blended, laplace) = (mean(\.blend.blended), mean(\.laplace))
        var notes = [
            "RMSE on \(count) validation pixels, levels: network \(level(mean(\.best.validation))), \(classical.name) "
                + "\(level(mean(\.blend.classical))), blend with \(((mean(\.blend.fraction) * 100).rounded()).short) % network \(level(blended)), "
                + "laplace \(level(laplace))",
            "steps: \(outcomes.reduce(0) { $0 + $1.steps }), best step \(outcomes.map { String($0.best.step) }.joined(separator: ", "))",
        ]
        if blended > laplace {
            notes.append("the validation error is larger than that of laplace: try the method laplace")
        }
        return notes
    }
}
