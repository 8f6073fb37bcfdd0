package import Raster

/// An algorithm that repairs a damaged image.
package protocol RepairMethod: Sendable {
    /// The value of `--method`.
    var name: String { get }
    /// Other values of `--method` for the same method, not listed in help.
    var aliases: [String] { get }
    /// One line for help.
    var summary: String { get }
    /// The damage that the method suits.
    var suits: String { get }
    var settings: [RepairSetting] { get }
    /// Whether the method repairs the whole image when there is no mask.
    var worksWithoutMask: Bool { get }
    /// Whether the result depends on the seed.
    var usesSeed: Bool { get }
    /// The tasks of the method, the main one first.
    var tasks: [RepairTask] { get }

    /// The image with new values where the mask marks damage. Values of other pixels are not used.
    /// - Throws: `RepairStopped`, `RepairError`.
    func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap

    /// The same image with notes for the report.
    /// - Throws: as `repair`.
    func result(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairResult

    /// The amount of work, in units of the method's own: the time grows with it, other things equal.
    func work(of problem: RepairProblem) -> Double

    /// Seconds that the repair will take; nil where it is short, or the method forecasts its time itself.
    /// - Throws: as `repair`.
    func forecast(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Double?
}

extension RepairMethod {
    package var aliases: [String] { [] }
    package var settings: [RepairSetting] { [] }
    package var worksWithoutMask: Bool { false }
    package var usesSeed: Bool { false }
    package var tasks: [RepairTask] { worksWithoutMask ? [.denoise] : [.inpaint] }

    package func result(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairResult
    {
        RepairResult(image: try repair(problem, settings: settings, watch: watch))
    }

    package func work(of problem: RepairProblem) -> Double { Double(problem.mask.count) }

    package func forecast(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Double? {
        try RepairForecast.seconds(self, problem, settings, watch: watch)
    }
}

/// A repaired image with notes for the report.
package struct RepairResult: Sendable {
    package var image: Bitmap
    /// One line each.
    package var notes: [String] = []
    /// The errors of an iterative fit; empty for other methods.
    package var curve: [FitPoint] = []

    package init(image: Bitmap) { self.image = image }
}

/// Mean squared errors of an iterative fit after `step` steps, in squared levels.
package struct FitPoint: Sendable, Equatable, Encodable {
    package let step: Int
    /// The error on the pixels that are fitted, and on those held out for validation.
    package let training: Double, validation: Double

    package init(step: Int, training: Double, validation: Double) {
        (self.step, self.training, self.validation) = (step, training, validation)
    }
}

/// A damaged image and everything that the result may depend on.
package struct RepairProblem: Sendable {
    package let image: Bitmap
    package let mask: Mask
    package let task: RepairTask
    package let seed: UInt64
    /// Threads; the result does not depend on them.
    package let threads: Int
    /// A vector of a run's embedding space that describes the image, for a conditional run; empty for no condition.
    package let condition: [Float]
    /// The part that is repaired first, such as the visible one; the result does not depend on it.
    package var focus: RepairArea?

    /// - Precondition: mask and image have one size; at least one thread.
    package init(
        image: Bitmap, mask: Mask, task: RepairTask = .inpaint, seed: UInt64 = 0, threads: Int, condition: [Float] = []
    ) {
        precondition(
            image.width == mask.width && image.height == mask.height && threads > 0,
            "a mask of \(mask.width) x \(mask.height) over \(image.width) x \(image.height), \(threads) threads")
        (self.image, self.mask, self.task, self.seed, self.threads, self.condition) = (
            image, mask, task, seed, threads, condition
        )
    }
}

/// Callbacks during a repair, and its cancellation. `isStopped` is called on any thread, the others on the one that called `repair`.
package struct RepairWatch: Sendable {
    /// Receives the name of the stage and the fraction done, 0...1.
    package var progress: @Sendable (String, Double) -> Void
    /// Receives the intermediate image, a few times a second at most; nil to skip it.
    package var preview: (@Sendable (Bitmap) -> Void)?
    /// Receives points of an iterative fit; nil to skip them.
    package var fitPoint: (@Sendable (FitPoint) -> Void)?
    /// Receives a forecast of the seconds that are left, before the fraction says anything; nil to skip it.
    package var forecast: (@Sendable (Double) -> Void)?
    /// Asked many times in 0.2 s: it must be quick.
    package var isStopped: @Sendable () -> Bool
    /// Whether a repair that is stopped gives its last complete image, where there is one, instead of `RepairStopped`.
    package var keepsStopped: @Sendable () -> Bool

    package init(
        progress: @escaping @Sendable (String, Double) -> Void = { _, _ in },
        preview: (@Sendable (Bitmap) -> Void)? = nil, fitPoint: (@Sendable (FitPoint) -> Void)? = nil,
        forecast: (@Sendable (Double) -> Void)? = nil, isStopped: @escaping @Sendable () -> Bool = { false },
        keepsStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        (self.progress, self.preview, self.fitPoint) = (progress, preview, fitPoint)
        (self.forecast, self.isStopped, self.keepsStopped) = (forecast, isStopped, keepsStopped)
    }

    /// - Throws: where the repair is cancelled.
    func check() throws(RepairStopped) { if isStopped() { throw RepairStopped() } }

    func report(_ stage: String, _ fraction: Double) throws(RepairStopped) {
        progress(stage, fraction)
        try check()
    }
}
