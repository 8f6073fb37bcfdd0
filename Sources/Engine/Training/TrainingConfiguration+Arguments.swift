import Runs

extension TrainingConfiguration {
    /// The arguments of `tessera` that start this run, without its folder. Settings that the data would decide are all named.
    /// - Parameter steps: where the run ends; nil for the preset's.
    package func arguments(steps: Int? = nil) -> [String] {
        func option(_ name: String, _ value: String?) -> [String] { value.map { ["--" + name, $0] } ?? [] }
        let decided = preset.decidedByData
        let chosen = settings.values.sorted { $0.key < $1.key }.filter { name, value in
            value != preset.settings[name] || decided.contains(name)
        }
        return ["train"] + option("preset", preset.name) + option("data", data) + option("seed", String(seed))
            + option("fit", fit == .crop ? nil : fit.rawValue) + option("from", origin) + option("masks", masks)
            // Up to two threads cut the work alike.
            + option("threads", partition.flatMap { $0 > 2 ? String($0) : nil })
            + chosen.flatMap { option("set", "\($0.key)=\($0.value.text)") } + option("steps", steps.map { String($0) })
    }
}
