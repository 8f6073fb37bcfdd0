/// When a run writes sample grids: often at first, when they change most, then at the interval.
package enum SampleSchedule {
    /// Steps of the last stage with a grid besides the multiples of the interval. The grid of step 0 is written when the run begins.
    package static let early = [10, 25, 50, 100, 250]

    /// Whether a grid is due after `step`.
    /// - Parameter start: steps before the stage that samples come from.
    package static func isDue(_ step: Int, from start: Int, interval: Int) -> Bool {
        step > start && (step % interval == 0 || early.contains(step - start))
    }
}
