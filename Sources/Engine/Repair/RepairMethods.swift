/// The table of methods: help, documentation and `auto` all read it.
public enum RepairMethods {
    public static let auto = "auto"

    /// Those that a name stands for; `auto` is one of them.
    public static let all: [any RepairMethod] = [HarmonicRepair(), BiharmonicRepair(), NonlocalRepair(), PatchRepair(), PriorRepair(), DenoiseRepair(),
                                                    RestoreRepair(), UpscaleRepair()]

    /// - Throws: `RepairError.unknownMethod`.
    public static func named(_ name: String) throws(RepairError) -> any RepairMethod {
        guard let method = all.first(where: { $0.name == name }) else {
            throw .unknownMethod(name, nearest: [auto] + all.map(\.name))
        }
        return method
    }
}
