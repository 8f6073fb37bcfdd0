import Dispatch
package import Raster

/// One repair from start to end: chooses the method, runs it, keeps known pixels, writes the report.
///
/// Blocks the calling thread; progress and cancellation go through `RepairWatch`.
package enum Repair {
    package struct Outcome: Sendable {
        package let image: Bitmap
        package let report: RepairReport
        /// Whether the repair was stopped, and this is the last complete image before.
        package var isStopped = false
    }

    /// - Parameters:
    ///   - mask: nil for a method that repairs the whole image.
    ///   - task: nil to derive it from the mask, the method and its settings.
    ///   - method: a name or alias of `RepairMethods`, or `auto`.
    ///   - opened: the method of that name, opened for several images; nil opens it.
    ///   - maskName: the name of the mask in errors.
    ///   - feather: the width in pixels over which known pixels around the mask are blended with the repair; with 0 none changes.
    ///   - condition: a vector of the embedding space of a conditional run; empty for no condition.
    ///   - truth: the undamaged image, of the result's size, to measure against.
    ///   - focus: the part that is repaired first.
    ///   - compares: whether the classical methods repair the image too, for the report of a run's repair; see `LearnedRepair.baselines`.
    /// - Throws: `RepairError`, `MemoryError`, `RepairStopped`.
    package static func run(
        _ image: Bitmap, mask: Mask?, task: RepairTask? = nil, method name: String = RepairMethods.auto,
        opened: (any RepairMethod)? = nil, settings given: [String: Double] = [:], seed: UInt64 = 0, threads: Int,
        maskName: String = "the mask",
        feather: Int = 0, condition: [Float] = [], truth: Bitmap? = nil, compares: Bool = false,
        focus: RepairArea? = nil,
        watch: RepairWatch = RepairWatch()
    ) throws -> Outcome {
        let start = DispatchTime.now().uptimeNanoseconds
        if let mask, mask.width != image.width || mask.height != image.height {
            throw RepairError.maskSize(
                name: maskName, width: mask.width, height: mask.height,
                expectedWidth: image.width, expectedHeight: image.height)
        }
        if feather > 0, mask == nil { throw RepairError.featherWithoutMask }
        let weights = feather > 0 ? mask?.feather(feather) : nil
        // What is repaired: the mask, and around it the pixels that are blended.
        let area = weights.flatMap { mask?.grown(by: $0) } ?? mask
        try watch.report("measuring the damage", 0)
        let choice =
            if let area, name == RepairMethods.auto {
                DamageParts.choice(for: area)
            } else {
                RepairChoice(method: try opened ?? RepairMethods.named(name), reason: "chosen by the user")
            }
        let settings = try RepairSettings(of: choice.method, given: given)
        let task = task ?? Self.task(of: choice.method, given: given, hasMask: mask != nil)
        let scale = task == .upscale ? settings.int("scale") : 1
        if let truth, truth.width != image.width * scale || truth.height != image.height * scale {
            throw RepairError.truthSize(
                name: "truth", width: truth.width, height: truth.height,
                expectedWidth: image.width * scale, expectedHeight: image.height * scale)
        }
        if task == .upscale, mask != nil { throw RepairError.maskForWholeImage(name: maskName, task: task.rawValue) }
        let whole = Mask(width: image.width, height: image.height, filledWith: true)
        guard let damage = area ?? (choice.method.worksWithoutMask ? whole : nil) else {
            throw RepairError.noMask(name: maskName)
        }
        let core = mask ?? whole, count = core.count
        if count == core.damaged.count, task == .inpaint { throw RepairError.everythingDamaged(name: maskName) }
        if damage.count == damage.damaged.count, task == .inpaint { throw RepairError.featherTooWide(feather) }
        try checkSize(
            image, choice.method.name, scale: scale, isMeasured: truth != nil, isFeathered: weights != nil)
        var problem = RepairProblem(
            image: image, mask: damage, task: task, seed: seed, threads: threads, condition: condition)
        problem.focus = focus
        if count > 0 { try watch.forecast(choice.method, problem, settings) }
        var watch = watch
        let (outcome, isStopped) =
            count == 0
            ? (RepairResult(image: image), false)
            : try choice.method.resultOrLastPreview(of: problem, settings: settings, watch: watch)
        // The report of what is kept is not stopped.
        if isStopped { watch.isStopped = { false } }
        var result = outcome
        if task != .upscale { result.image = composited(result.image, over: image, where: core, feather: weights) }
        try watch.report("measuring the result", 1)
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        var report = try RepairReport(
            problem, mask: core, choice: choice, settings: settings, result: result, truth: truth, seconds: seconds,
            watch)
        report.feather = feather
        if let learned = choice.method as? LearnedRepair {
            report.run = try learned.report
            if let warning = learned.warning { report.notes.append(warning) }
            if count > 0 {
                report.warn(
                    learned.suitability(for: image, mask: mask, task: task, threads: threads, watch: watch))
                try watch.check()
                if compares {
                    let comparison = try learned.baselines(for: problem, truth: truth, watch: watch)
                    report.baselines = comparison.baselines
                    report.notes += comparison.notes
                }
            }
        }
        try watch.check()
        return Outcome(image: result.image, report: report, isStopped: isStopped)
    }

    /// The task of a method where none is given.
    private static func task(of method: any RepairMethod, given: [String: Double], hasMask: Bool) -> RepairTask {
        if given[RepairSetting.scale.name] != nil, method.tasks.contains(.upscale) { return .upscale }
        return (hasMask ? method.tasks.first : method.tasks.first { $0 != .inpaint }) ?? .inpaint
    }

    /// The repaired pixels where the mask marks damage, the image's own elsewhere; both blended where `feather` has a weight.
    /// - Parameter feather: of each pixel, 0...255; nil for 0.
    package static func composited(
        _ repaired: Bitmap, over image: Bitmap, where mask: Mask, feather: [UInt8]? = nil
    ) -> Bitmap {
        precondition(
            repaired.pixels.count == image.pixels.count, "\(repaired.pixels.count) samples for \(image.pixels.count)")
        var result = image
        let channels = image.channels
        for i in mask.damaged.indices where mask.damaged[i] {
            for c in i * channels..<(i + 1) * channels { result.pixels[c] = repaired.pixels[c] }
        }
        for (i, weight) in (feather ?? []).enumerated() where weight > 0 && !mask.damaged[i] {
            for c in i * channels..<(i + 1) * channels {
                let sum = Int(repaired.pixels[c]) * Int(weight) + Int(image.pixels[c]) * (255 - Int(weight))
                result.pixels[c] = UInt8((sum + 127) / 255)
            }
        }
        return result
    }
}
