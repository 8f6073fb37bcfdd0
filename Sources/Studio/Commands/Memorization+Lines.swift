package import Evaluation
import Render

extension Memorization {
    /// The lines of the report of `evaluate`.
    package var lines: [String] {
        let pairs = closest.map { "\($0.sample) to \($0.trainingImage) (\(Numbers.fixed($0.distance, 1)))" }
            .joined(separator: ", ")
        // Copies among the images themselves: nothing is closer than they are.
        let share =
            threshold > 0
            ? "closer than the closest 1 % of held-out images (\(Numbers.fixed(threshold, 1))): "
                + "\(percent(closer.value)) of \(Numbers.grouped(closer.samples)), "
                + "\(percent(closer.low)) to \(percent(closer.high))"
            : "1 % of the held-out images or more are training images too, so that no sample can be closer"
        return [
            "",
            "nearest of \(Numbers.grouped(trainingImages)) training images, root mean square difference in levels (0 to 255) "
                + "at \(size)x\(size):",
            "median \(Numbers.fixed(samplesMedian, 1)), of held-out images "
                + "\(Numbers.fixed(heldOutMedian, 1)); \(share)",
            "nearer than half of the held-out images: \(percent(nearer.value)), \(percent(nearer.low)) to "
                + "\(percent(nearer.high)); about 50 % without memorization",
            "closest, sample to training image: \(pairs)",
        ]
    }

    private func percent(_ fraction: Double) -> String { Numbers.fixed(100 * fraction, 1) + " %" }
}
