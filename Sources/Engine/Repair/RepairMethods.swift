/// The table of methods: help, documentation and `auto` all read it.
public enum RepairMethods {
    public static let auto = "auto"

    /// Those that a name stands for; `auto` is one of them.
    public static let all: [any RepairMethod] = [HarmonicRepair(), BiharmonicRepair(), NonlocalRepair(), PatchRepair(), PriorRepair(), DenoiseRepair(),
                                                    RestoreRepair(), UpscaleRepair()]

    /// The method that a name, a run's folder or a checkpoint stands for.
    /// - Throws: `RepairError.unknownMethod`; what `LearnedRepair` throws.
    public static func named(_ name: String) throws -> any RepairMethod {
        if let method = all.first(where: { $0.name == name }) { return method }
        guard isRun(name) else { throw RepairError.unknownMethod(name, nearest: [auto] + all.map(\.name) + ["a run's folder"]) }
        return try LearnedRepair(name)
    }

    /// Whether a name is meant for a run's folder or a checkpoint.
    private static func isRun(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".safetensors") || (try? RunFolder.open(name)) != nil }
}
