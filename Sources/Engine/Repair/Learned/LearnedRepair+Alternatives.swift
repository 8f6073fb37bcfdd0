import Dispatch
import Raster

extension LearnedRepair {
    /// What to hold the run's repair against: the classical method that `auto` would have taken, the smoothest continuation and, for a picture
    /// like those of the run's data, the best linear guess. The closest to the truth first, where it is known.
    func alternatives(to problem: RepairProblem, truth: Bitmap?, watch: RepairWatch) throws -> [RepairReceipt.Alternative] {
        let isWhole = problem.mask.count == problem.mask.damaged.count
        let standard = isWhole ? RepairChoice(method: DenoiseRepair(), reason: "all pixels may have changed") : DamageReport(problem.mask).choice
        let choices = [standard] + (isWhole ? [] : [RepairChoice(method: BiharmonicRepair(), reason: "what smoothness alone says")])
        let quiet = RepairWatch(progress: { stage, share in watch.progress("beside it: \(stage)", share) }, isStopped: watch.isStopped)
        var found = try choices.map { choice in
            try measured(choice.method.name, choice.reason, problem, truth) {
                try choice.method.repair(problem, settings: RepairSettings(of: choice.method), watch: quiet)
            }
        }
        if !isWhole, let data = dataLike(problem.picture, watch), let linear = LinearBaseline(learning: data) {
            found.append(measured("linear", "the best linear guess from \(data.count) pictures of \(data.name)", problem, truth) {
                linear.repaired(problem.picture, mask: problem.mask)
            })
        }
        return truth == nil ? found : found.sorted { $0.insideHole?.psnr ?? .infinity > $1.insideHole?.psnr ?? .infinity }
    }

    private func measured(_ method: String, _ reason: String, _ problem: RepairProblem, _ truth: Bitmap?,
                          _ repair: () throws -> Bitmap) rethrows -> RepairReceipt.Alternative {
        let began = DispatchTime.now().uptimeNanoseconds
        let result = Repair.pasted(try repair(), over: problem.picture, where: problem.mask)
        let measures = truth.map { RepairMeasures(result, $0.converted(toChannels: problem.picture.channels), mask: problem.mask) }
        return RepairReceipt.Alternative(method: method, reason: reason, seconds: Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9,
                                         seamError: Seam.error(of: result, mask: problem.mask), insideHole: measures?.inside, wholePicture: measures?.whole)
    }

    /// The pictures that the run was trained on, where they are at hand and of the picture's size.
    private func dataLike(_ picture: Bitmap, _ watch: RepairWatch) -> ImageSet? {
        guard let side = note.settings["size"].map({ Int($0) }), picture.width == side, picture.height == side,
              note.settings["channels"] == Double(picture.channels), side * side * picture.channels <= LinearBaseline.mostSamples else { return nil }
        return try? DataSource.open(note.data, size: side, channels: picture.channels) { stage, share in watch.progress("beside it: \(stage)", share) }
    }
}
