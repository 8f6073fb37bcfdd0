import Datasets
import Dispatch
import Raster

extension LearnedRepair {
    /// Classical repairs of the same problem: the method that `auto` chooses, the biharmonic fill and, for an image of the training images'
    /// size, the linear baseline. Sorted by PSNR where the truth is known.
    /// - Returns: the baselines, and notes on those that cannot be computed.
    /// - Throws: what a classical method throws.
    func baselines(for problem: RepairProblem, truth: Bitmap?, watch: RepairWatch) throws -> (
        baselines: [RepairReport.Baseline], notes: [String]
    ) {
        let isWhole = problem.mask.count == problem.mask.damaged.count
        let standard =
            isWhole
            ? RepairChoice(method: DenoiseRepair(), reason: "the whole image may be damaged")
            : DamageParts.choice(for: problem.mask)
        let choices =
            [standard] + (isWhole ? [] : [RepairChoice(method: BiharmonicRepair(), reason: "smooth continuation")])
        let quiet = RepairWatch(
            progress: { stage, fraction in watch.progress("baseline: \(stage)", fraction) }, forecast: watch.forecast,
            isStopped: watch.isStopped)
        var baselines = try choices.map { choice in
            let settings = try RepairSettings(of: choice.method)
            try quiet.forecast(choice.method, problem, settings)
            return try measured(choice.method.name, choice.reason, problem, truth) {
                try choice.method.repair(problem, settings: settings, watch: quiet)
            }
        }
        var notes: [String] = []
        if !isWhole, isLinearBaselinePossible(for: problem.image) {
            do {
                let data = try trainingImages(like: problem.image, threads: problem.threads, watch)
                if let linear = LinearBaseline(fittedTo: data) {
                    baselines.append(
                        measured(
                            "linear", "linear baseline, fitted to \(data.count) images of \(data.name)", problem, truth
                        ) {
                            linear.repaired(problem.image, mask: problem.mask)
                        })
                }
            } catch {
                notes.append("no linear baseline: \(error)")
            }
        }
        let isSorted = truth != nil
        return (
            isSorted
                ? baselines.sorted { $0.insideHole?.psnr ?? .infinity > $1.insideHole?.psnr ?? .infinity } : baselines,
            notes
        )
    }

    private func measured(
        _ method: String, _ reason: String, _ problem: RepairProblem, _ truth: Bitmap?,
        _ repair: () throws -> Bitmap
    ) rethrows -> RepairReport.Baseline {
        let start = DispatchTime.now().uptimeNanoseconds
        let result = Repair.composited(try repair(), over: problem.image, where: problem.mask)
        let measures = truth.map {
            RepairMeasures(result, $0.converted(toChannels: problem.image.channels), mask: problem.mask)
        }
        return RepairReport.Baseline(
            method: method, reason: reason, seconds: Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9,
            seamError: Seam.error(of: result, mask: problem.mask), insideHole: measures?.inside,
            wholeImage: measures?.whole)
    }

    /// Whether `image` has the size and channels of the training images, and is small enough for the regression.
    private func isLinearBaselinePossible(for image: Bitmap) -> Bool {
        image.width == shape.width && image.height == shape.height && image.channels == shape.channels
            && shape.count <= LinearBaseline.maxSamples
    }

    private func trainingImages(like image: Bitmap, threads: Int, _ watch: RepairWatch) throws(DataError) -> ImageSet {
        try DataSource.open(
            DataLocation.find(note.data, near: checkpoint), size: ImageSizing(shape.size, fit: note.fit),
            channels: image.channels, threads: threads
        ) {
            stage, fraction in watch.progress("baseline: \(stage)", fraction)
        }
    }
}
