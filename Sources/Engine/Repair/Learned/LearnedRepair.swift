public import Raster

/// A run of a preset that repairs, as a method.
public struct LearnedRepair: RepairMethod {
    /// The run's folder or the checkpoint, as the user wrote it.
    public let name: String
    /// The file that the weights are read from.
    public let checkpoint: String
    public let note: CheckpointNote
    /// What the run was trained on.
    public let kinds: [DamageKind]

    /// Reads what the checkpoint says of itself, not its weights.
    /// - Throws: `RunError`, `CheckpointError`, `SafetensorsError`, `SettingError`; for a run that draws instead of repairing too.
    public init(_ path: String) throws {
        name = path
        checkpoint = path.hasSuffix(".safetensors") ? path : try RunFolder.open(path).checkpoint(named: RunFolder.newestName).path
        note = try CheckpointNote(metadata: Safetensors.readHeader(checkpoint).metadata, path: checkpoint)
        let preset = try Preset.named(note.preset), settings = try preset.settings(note.settings)
        guard preset.architecture(settings).repairs else { throw CheckpointError.draws(path: path, preset: note.preset) }
        kinds = DamageMix(settings).kinds
    }

    /// The run or checkpoint at `path` where it is one that repairs; nil for anything else that is there.
    /// - Throws: what is wrong with a run that should be one.
    public static func ifRun(_ path: String) throws -> LearnedRepair? {
        guard path.hasSuffix(".safetensors") || (try? RunFolder.open(path)) != nil else { return nil }
        do {
            return try LearnedRepair(path)
        } catch CheckpointError.draws {
            return nil
        }
    }

    /// Whether a run of `preset` is one.
    public static func isPossible(preset: String) -> Bool { (try? Preset.named(preset))?.defaults[DamageKind.boxes.setting] != nil }

    public var line: String { "a network of preset \(note.preset), \(note.step) steps on \(note.data)" }
    public var suits: String { kinds.map(\.rawValue).joined(separator: ", ") }
    public var worksWithoutMask: Bool { kinds.contains { !$0.leavesHoles } }

    private var fillsHoles: Bool { kinds.contains(where: \.leavesHoles) }

    /// The tasks that the run was trained for.
    public var tasks: [RepairTask] {
        (fillsHoles ? [.inpaint] : []) + (kinds.contains(.noise) ? [.denoise] : []) + (worksWithoutMask ? [.restore] : [])
    }

    public func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap {
        let isWhole = problem.mask.count == problem.mask.damaged.count
        watch.progress("reading \(name)", 0)
        let model = try RepairModel(checkpoint: checkpoint, told: problem.told, lanes: problem.lanes)
        return try model.repaired(problem.picture, mask: problem.mask, keepsContent: isWhole || !fillsHoles, watch: watch)
    }

    /// For the receipt: which weights they were.
    public var receipt: RepairReceipt.Run {
        get throws {
            RepairReceipt.Run(path: name, checkpoint: checkpoint, hash: try FNV1a.ofFile(checkpoint), preset: note.preset, data: note.data,
                              seed: note.seed, step: note.step)
        }
    }
}
