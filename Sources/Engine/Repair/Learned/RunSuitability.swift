import Datasets
package import Raster
package import Runs
import Synchronization

/// Whether a trained network suits an image: what the report of its repair warns of, and why the studio does not offer it.
package struct RunSuitability: Sendable, Equatable, Encodable {
    /// How far the image is from the training images, see `TrainingDistance`: above 1 is far. nil where it cannot be measured.
    package let distance: Double?
    /// One line each; empty for a network that suits the image.
    package var warnings: [String]
    /// Why the distance is not known; nil where it is, or where the task needs none.
    package let note: String?
    /// Pixels that the network sees at once, and its tasks; nil where they are not known.
    private let tile: ImageSize?
    private let tasks: [RepairTask]?

    package init(
        distance: Double?, warnings: [String], note: String? = nil, tile: ImageSize? = nil, tasks: [RepairTask]? = nil
    ) {
        (self.distance, self.warnings, self.note) = (distance, warnings, note)
        (self.tile, self.tasks) = (tile, tasks)
    }

    private enum CodingKeys: CodingKey { case distance, warnings, note }

    package var suits: Bool { warnings.isEmpty }

    /// The warnings, with those about damage that is marked in the image.
    /// - Parameter damage: nil for a mask that marks nothing, or everything.
    package func warnings(for damage: DamageReport?) -> [String] {
        guard let damage, damage.count > 0, damage.fraction < 1 else { return warnings }
        let task = tasks.map { $0.contains(.inpaint) } ?? true ? [] : ["it was not trained to fill holes"]
        guard let tile, 2 * damage.depth > tile.shortSide else { return warnings + task }
        return warnings + task + [
            "the damage is \(damage.depth) pixels deep, and the network sees only \(tile.text) pixels at once"
        ]
    }
}

extension LearnedRepair {
    /// Whether the network suits an image. Reads the run's data, once for each run of the program.
    /// - Parameters:
    ///   - mask: the missing pixels; nil where all are known.
    ///   - task: nil for any task of the network.
    package func suitability(
        for image: Bitmap, mask: Mask? = nil, task: RepairTask? = nil, threads: Int, watch: RepairWatch = RepairWatch()
    ) -> RunSuitability {
        let hasHoles = mask.map { $0.count > 0 && $0.count < $0.damaged.count } ?? false
        var warnings: [String] = [], distance: Double?, note: String?
        if let task, task != .inpaint || !hasHoles, !tasks.contains(task) {
            warnings.append("it was trained for \(suits), not to \(task.rawValue)")
        }
        if shape.channels == 1, Self.isColorful(image) {
            warnings.append("its training images are grey, this one is in colour")
        }
        do {
            let training = try TrainingDistances.shared.distance(from: self, threads: threads, watch)
            distance = try training?.of(
                filled(image, hasHoles ? mask : nil, threads, watch), mask: hasHoles ? mask : nil)
            if distance == nil {
                note = "too few training images or known pixels to measure the distance from the training data"
            }
        } catch {
            note = "the distance from the training data is unknown: \(error)"
        }
        if let distance, distance > 1 {
            warnings.append(
                "the image is far from its training data (\(self.note.data)): "
                    + "\((distance * 10).rounded() / 10) times as far as 99 of 100 of its own images")
        }
        var found = RunSuitability(
            distance: distance, warnings: warnings, note: note, tile: shape.size, tasks: tasks)
        if hasHoles, let mask { found.warnings = found.warnings(for: DamageReport(mask)) }
        return found
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

/// The distances from the data of runs, read once for each: a folder of images asks for the same again and again.
private final class TrainingDistances: Sendable {
    static let shared = TrainingDistances()

    private let known = Mutex<[String: TrainingDistance?]>([:])

    /// nil for too few images.
    /// - Throws: `DataError` where it was not kept and the data cannot be read.
    func distance(from run: LearnedRepair, threads: Int, _ watch: RepairWatch) throws -> TrainingDistance? {
        let network = run.network, key = "\(run.checkpoint) \(run.note.data) \(network.text)"
        // Under the lock: whoever else needs the same distance waits for it.
        return try known.withLock { known in
            if let distance = known[key] { return distance }
            let file = try run.distanceFile
            if let kept = file.read() {
                known[key] = .some(kept)
                return kept
            }
            let images = try DataSource.open(
                DataLocation.find(run.note.data, near: run.checkpoint),
                size: ImageSizing(run.shape.size, fit: network.fit),
                channels: network.channels, threads: threads
            ) { stage, fraction in watch.progress("training data: \(stage)", fraction) }
            let distance = TrainingDistance(images, hasTexture: network.hasTexture)
            file.write(distance)
            known[key] = .some(distance)
            return distance
        }
    }
}

extension LearnedRepair {
    fileprivate var network: TrainingDistance.Network {
        TrainingDistance.Network(
            size: shape.size, channels: shape.channels, fit: note.fit, hasTexture: isForHoles)
    }

    /// Where the distance is kept: a checkpoint outside of its run's folder is known by its hash.
    fileprivate var distanceFile: TrainingDistanceFile {
        get throws {
            let folder = FolderNames.parent(of: checkpoint),
                isInRun = folder.split(separator: "/").last == "checkpoints"
            let run = isInRun ? try? RunFolder.open(FolderNames.parent(of: folder)) : nil
            let written = run.flatMap { try? RunFile.read($0.runFilePath) }
            return TrainingDistanceFile(
                images: try written.map { $0.dataFingerprint ?? $0.data } ?? report.hash, network, run: run?.path,
                cache: CacheFolder.path().map { "\($0)/distances" })
        }
    }
}
