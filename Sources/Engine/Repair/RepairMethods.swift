import Runs

/// The table of methods, which help, documentation and `auto` read.
package enum RepairMethods {
    package static let auto = "auto"

    /// All methods but trained runs.
    package static let all: [any RepairMethod] = [
        LaplaceRepair(), BiharmonicRepair(), NLBayesRepair(), SparseDCTRepair(), PatchMatchRepair(),
        DeepImagePriorRepair(),
        DenoiseRepair(), RestoreRepair(),
        UpscaleRepair(),
    ]

    /// The method of a name or an alias; else the run's folder or checkpoint at the path `name`.
    /// - Throws: `RepairError.unknownMethod`; what `LearnedRepair` throws.
    package static func named(_ name: String) throws -> any RepairMethod {
        if let method = builtIn(name) { return method }
        guard isRun(name) else {
            throw RepairError.unknownMethod(name, has: [auto] + all.map(\.name) + ["a run's folder"])
        }
        return try LearnedRepair(name)
    }

    /// The method's own name where `name` is an alias; `name` itself otherwise.
    package static func canonical(_ name: String) -> String { builtIn(name)?.name ?? name }

    private static func builtIn(_ name: String) -> (any RepairMethod)? {
        all.first { $0.name == name || $0.aliases.contains(name) }
    }

    private static func isRun(_ name: String) -> Bool {
        name.contains("/") || name.hasSuffix(".safetensors") || (try? RunFolder.open(name)) != nil
    }
}
