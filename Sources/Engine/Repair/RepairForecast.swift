import Dispatch
import Raster

/// The forecast of a repair's time: that of the same method on a small part of the same image, times the ratio of their work.
package enum RepairForecast {
    /// Width and height of the small part at most, in pixels.
    package static let side = 32
    /// A repair of less work than this many small parts is over before a forecast helps.
    package static let least = 20.0

    /// Seconds that the repair will take; nil for a short one, and where no small part is like the whole.
    /// - Parameter clock: the time in seconds; called before and after the method repairs the small part.
    /// - Throws: what the method throws.
    package static func seconds(
        _ method: any RepairMethod, _ problem: RepairProblem, _ settings: RepairSettings,
        watch: RepairWatch = RepairWatch(), clock: () -> Double = now
    ) throws -> Double? {
        guard let part = part(of: problem) else { return nil }
        let ratio = method.work(of: problem) / max(method.work(of: part), 1)
        guard ratio >= least else { return nil }
        return try ratio
            * time(clock) {
                _ = try method.repair(part, settings: settings, watch: RepairWatch(isStopped: watch.isStopped))
            }
    }

    /// The seconds that `body` takes.
    static func time(_ clock: () -> Double = now, _ body: () throws -> Void) rethrows -> Double {
        let start = clock()
        try body()
        return clock() - start
    }

    /// The time in seconds.
    package static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    /// Places that are tried for the small part.
    private static let places = 16

    /// The part of the image with as many damaged as known pixels, as nearly as one is found; nil where none has both.
    private static func part(of problem: RepairProblem) -> RepairProblem? {
        let (image, mask) = (problem.image, problem.mask), damaged = mask.damaged.indices.filter { mask.damaged[$0] }
        guard !damaged.isEmpty else { return nil }
        let isWhole = damaged.count == mask.damaged.count
        let areas = (0..<places).map { place -> RepairArea in
            let pixel = damaged[damaged.count * place / places], half = side / 2
            let (x, y) = (pixel % image.width, pixel / image.width)
            return RepairArea(
                x: min(max(0, x - half), max(0, image.width - side)),
                y: min(max(0, y - half), max(0, image.height - side)), width: min(side, image.width),
                height: min(side, image.height))
        }
        let usable = areas.filter { isWhole || mask.count(in: $0) < $0.count }
        guard let area = usable.min(by: { distance($0, mask) < distance($1, mask) }) else { return nil }
        return RepairProblem(
            image: image.cropped(area), mask: mask.cropped(area), task: problem.task, seed: problem.seed,
            threads: problem.threads, condition: problem.condition)
    }

    private static func distance(_ area: RepairArea, _ mask: Mask) -> Int { abs(2 * mask.count(in: area) - area.count) }
}

extension RepairWatch {
    /// Reports the forecast of a repair, where someone asks for it.
    func forecast(
        _ method: any RepairMethod, _ problem: RepairProblem, _ settings: RepairSettings
    ) throws {
        guard let forecast, let seconds = try method.forecast(of: problem, settings: settings, watch: self) else {
            return
        }
        forecast(seconds)
    }
}
