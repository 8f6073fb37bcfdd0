import Dispatch
import Raster

extension LearnedRepair {
    /// What to hold the run's repair against: the classical method that `auto` would have taken and, for a picture like those of the run's data,
    /// the best linear guess.
    func alternatives(to problem: RepairProblem, truth: Bitmap?, watch: RepairWatch) throws -> [RepairReceipt.Alternative] {
        let isWhole = problem.mask.count == problem.mask.damaged.count
        let choice = isWhole ? RepairChoice(method: DenoiseRepair(), reason: "all pixels may have changed") : DamageReport(problem.mask).choice
        let classical = try measured(choice.method.name, choice.reason, problem, truth) {
            let settings = try RepairSettings(of: choice.method)
            return try choice.method.repair(problem, settings: settings, watch: RepairWatch(progress: { stage, share in
                watch.progress("beside it: \(stage)", share)
            }, isStopped: watch.isStopped))
        }
        guard !isWhole, let data = dataLike(problem.picture, watch), let linear = LinearBaseline(learning: data) else { return [classical] }
        let other = measured("linear", "the best linear guess from \(data.count) pictures of \(data.name)", problem, truth) {
            linear.repaired(problem.picture, mask: problem.mask)
        }
        return [classical, other]
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
