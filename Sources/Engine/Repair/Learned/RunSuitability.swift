import Datasets
package import Raster
import Synchronization

/// Whether a trained network suits an image: what the report of its repair warns of, and why the studio does not offer it.
package struct RunSuitability: Sendable, Equatable, Encodable {
    /// How far the image is from the training images, see `TrainingDistance`: above 1 is far. nil where it cannot be measured.
    package let distance: Double?
    /// One line each; empty for a network that suits the image.
    package var warnings: [String]
    /// Why the distance is not known; nil where it is, or where the task needs none.
    package let note: String?

    package init(distance: Double?, warnings: [String], note: String? = nil) {
        (self.distance, self.warnings, self.note) = (distance, warnings, note)
    }

    package var suits: Bool { warnings.isEmpty }
}

extension LearnedRepair {
    /// Whether the network suits an image. Reads the run's data, once for each run of the program.
    /// - Parameters:
    ///   - mask: the missing pixels; nil where all are known.
    ///   - task: nil for any task of the network.
    package func suitability(
        for image: Bitmap, mask: Mask? = nil, task: RepairTask? = nil, threads: Int, watch: RepairWatch = RepairWatch()
    ) -> RunSuitability {
        var warnings: [String] = []
        if let task, !tasks.contains(task) { warnings.append("it was trained for \(suits), not to \(task.rawValue)") }
        if shape.channels == 1, Self.isColorful(image) {
            warnings.append("its training images are grey, this one is in colour")
        }
        let hasHoles = mask.map { $0.count > 0 && $0.count < $0.damaged.count } ?? false
        if let mask, hasHoles, mask.width > shape.width || mask.height > shape.height {
            let depth = DamageReport(mask).depth
            if 2 * depth > shape.size.shortSide {
                warnings.append(
                    "the damage is \(depth) pixels deep, and the network sees only \(shape.size.text) pixels at once")
            }
        }
        do {
            guard
                let training = try TrainingDistances.shared.distance(from: self, threads: threads, watch),
                let distance = training.of(
                    try filled(image, hasHoles ? mask : nil, threads, watch), mask: hasHoles ? mask : nil)
            else {
                return RunSuitability(
                    distance: nil, warnings: warnings,
                    note: "too few training images or known pixels to measure the distance from the training data")
            }
            if distance > 1 {
                warnings.append(
                    "the image is far from its training data (\(note.data)): "
                        + "\((distance * 10).rounded() / 10) times as far as 99 of 100 of its own images")
            }
            return RunSuitability(distance: distance, warnings: warnings)
        } catch {
            return RunSuitability(
                distance: nil, warnings: warnings, note: "the distance from the training data is unknown: \(error)")
        }
    }

    /// The image with smooth values under the mask.
    private func filled(_ image: Bitmap, _ mask: Mask?, _ threads: Int, _ watch: RepairWatch) throws -> Bitmap {
        guard let mask else { return image }
        let method = LaplaceRepair()
        return try method.repair(
            RepairProblem(image: image, mask: mask, threads: threads), settings: RepairSettings(of: method),
            watch: RepairWatch(isStopped: watch.isStopped))
    }

    /// Whether the largest and the smallest channel differ by more than 8 levels in the mean.
    private static func isColorful(_ image: Bitmap) -> Bool {
        guard image.channels >= 3 else { return false }
        var sum = 0
        for i in stride(from: 0, to: image.pixels.count, by: image.channels) {
            let (r, g, b) = (image.pixels[i], image.pixels[i + 1], image.pixels[i + 2])
            sum += Int(max(r, g, b)) - Int(min(r, g, b))
        }
        return sum > 8 * image.width * image.height
    }
}

/// The distances from the data of runs, measured once for each: a folder of images asks for the same again and again.
private final class TrainingDistances: Sendable {
    static let shared = TrainingDistances()

    private let known = Mutex<[String: TrainingDistance?]>([:])

    /// nil for too few images.
    func distance(from run: LearnedRepair, threads: Int, _ watch: RepairWatch) throws -> TrainingDistance? {
        let data = DataLocation.find(run.note.data, near: run.checkpoint)
        let key = "\(data) \(run.shape.size.text) \(run.shape.channels) \(run.note.fit) \(run.isForHoles)"
        // Under the lock: whoever else needs the same data waits for it.
        return try known.withLock { known in
            if let distance = known[key] { return distance }
            let images = try DataSource.open(
                data, size: ImageSizing(run.shape.size, fit: run.note.fit), channels: run.shape.channels,
                threads: threads
            ) { stage, fraction in watch.progress("training data: \(stage)", fraction) }
            let distance = TrainingDistance(images, hasTexture: run.isForHoles)
            known[key] = .some(distance)
            return distance
        }
    }
}
