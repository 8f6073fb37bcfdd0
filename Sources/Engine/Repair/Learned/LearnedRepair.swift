package import Datasets
import Models
import Numerics
package import Raster
package import Runs
import Synchronization

/// A trained run of a repair preset, as a method.
package struct LearnedRepair: RepairMethod {
    /// The run's folder or the checkpoint, as the user wrote it.
    package let name: String
    /// The checkpoint file with the weights.
    package let checkpoint: String
    package let note: CheckpointMetadata
    /// The corruptions that the run was trained on.
    package let kinds: [CorruptionKind]
    /// The shape of the images that the run was trained on.
    let shape: ImageShape
    /// Opened at the first repair; copies of this value share them.
    private let networks: RepairNetworks
    private let hash: CheckpointHash
    /// Names a broken checkpoint that is newer than the one in use; nil for none.
    let warning: String?

    /// Reads the checkpoint's header, not its weights.
    /// - Throws: `RunError`, `CheckpointError`, `SafetensorsError`, `SettingError`; `CheckpointError` also for a run of a generator preset.
    package init(_ path: String) throws {
        name = path
        checkpoint =
            path.hasSuffix(".safetensors")
            ? path : try RunFolder.open(path).checkpoint(named: RunFolder.newestName).path
        warning = path.hasSuffix(".safetensors") ? nil : try RunFolder.open(path).brokenCheckpointWarning
        let opened = try OpenedCheckpoint.header(checkpoint)
        guard opened.model.generator.repairs else {
            throw CheckpointError.generates(path: path, preset: opened.note.preset)
        }
        (networks, hash) = (RepairNetworks(checkpoint), CheckpointHash(checkpoint))
        (note, shape, kinds) = (opened.note, opened.model.shape, CorruptionMix(opened.settings).kinds)
    }

    /// The run or checkpoint at `path`; nil where it is neither, or of a generator preset.
    /// - Throws: as `init`, for a run that cannot be read.
    package static func ifRun(_ path: String) throws -> LearnedRepair? {
        guard path.hasSuffix(".safetensors") || (try? RunFolder.open(path)) != nil else { return nil }
        do {
            return try LearnedRepair(path)
        } catch CheckpointError.generates {
            return nil
        }
    }

    /// How often the checkpoint's weights were read: once at most, however many images this value repairs.
    package var checkpointReads: Int { networks.readCount }

    /// Whether `preset` is a repair preset.
    package static func isPossible(preset: String) -> Bool { (try? Preset.named(preset))?.repairs == true }

    package var summary: String { "a network of the preset \(note.preset), \(note.step) steps on \(note.data)" }
    package var suits: String { kinds.map(\.rawValue).joined(separator: ", ") }
    package var worksWithoutMask: Bool { kinds.contains { !$0.leavesHoles } }

    private var fillsHoles: Bool { kinds.contains(where: \.leavesHoles) }
    /// Whether every corruption of the training leaves the known pixels as they are.
    var isForHoles: Bool { kinds.allSatisfy(\.leavesHoles) }

    /// The tasks that the corruptions of the training match.
    package var tasks: [RepairTask] {
        (fillsHoles ? [.inpaint] : []) + (kinds.contains(.noise) ? [.denoise] : [])
            + (worksWithoutMask ? [.restore] : [])
    }

    /// The time of some tiles, times the number of all. The network that is opened for it repairs the image.
    package func forecast(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Double? {
        watch.progress("reading \(name)", 0)
        try watch.check()
        return try networks.use(condition: problem.condition, threads: problem.threads) { model in
            try model.forecast(problem.image, mask: problem.mask, watch: watch)
        }
    }

    package func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        let isWhole = problem.mask.count == problem.mask.damaged.count
        try problem.showFirstResult(watch)
        watch.progress("reading \(name)", 0)
        try watch.check()
        return try networks.use(condition: problem.condition, threads: problem.threads) { model in
            try model.repaired(
                problem.image, mask: problem.mask, keepsContent: isWhole || !fillsHoles, watch: watch)
        }
    }

    /// The run's identity for the report.
    /// - Throws: `SafetensorsError` where the checkpoint cannot be hashed.
    package var report: RepairReport.Run {
        get throws {
            RepairReport.Run(
                path: name, checkpoint: checkpoint, hash: try hash.text, preset: note.preset,
                data: note.data,
                seed: note.seed, step: note.step)
        }
    }
}

/// The hash of a checkpoint file, computed once.
private final class CheckpointHash: Sendable {
    private let path: String
    private let known = Mutex<String?>(nil)

    init(_ path: String) { self.path = path }

    /// - Throws: `SafetensorsError`.
    var text: String {
        get throws {
            try known.withLock { known in
                let text = try known ?? FNV1a.ofFile(path)
                known = text
                return text
            }
        }
    }
}
