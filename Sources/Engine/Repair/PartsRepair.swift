import Raster

/// Repairs lines and specks by one method, then the holes beside them by another.
struct PartsRepair: RepairMethod {
    let parts: DamageParts
    let first: any RepairMethod, second: any RepairMethod

    var name: String { "\(first.name) and \(second.name)" }
    var summary: String { "\(first.suits) by \(first.name), \(second.suits) by \(second.name)" }
    var suits: String { "lines beside holes" }
    var usesSeed: Bool { first.usesSeed || second.usesSeed }
    /// Those of the method for holes; the other one has its defaults.
    var settings: [RepairSetting] { second.settings }

    func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        try result(of: problem, settings: settings, watch: watch).image
    }

    func result(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairResult {
        // Each method finds a smooth fill where the other one works.
        let start = try problem.firstResult(watch)
        let lines = try first.result(
            of: part(problem, start, parts.others), settings: RepairSettings(of: first), watch: share(watch, from: 0))
        var result = try second.result(
            of: part(problem, lines.image, parts.holes), settings: settings, watch: share(watch, from: 0.5))
        result.notes = lines.notes + result.notes
        watch.progress(name, 1)
        return result
    }

    func forecast(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Double? {
        try second.forecast(of: part(problem, problem.image, parts.holes), settings: settings, watch: watch)
    }

    private func part(_ problem: RepairProblem, _ image: Bitmap, _ mask: Mask) -> RepairProblem {
        var part = RepairProblem(image: image, mask: mask, seed: problem.seed, threads: problem.threads)
        part.focus = problem.focus
        return part
    }

    private func share(_ watch: RepairWatch, from start: Double) -> RepairWatch {
        var half = watch
        half.progress = { stage, fraction in watch.progress(stage, start + fraction / 2) }
        return half
    }
}
