import Raster

/// What earlier records of a log say about later ones.
struct TagMemory: Sendable {
    /// The plugin of each tag: only the tag's first value has to name it.
    private var plugins: [String: String] = [:]
    /// The version of each file, 1 where it names none, and the step of its newest value.
    private var versions: [ExactPath: Int] = [:], newest: [ExactPath: Int] = [:]
    private var newestOfAll = Int.min

    /// The plugin of a value's tag; nil for none.
    mutating func plugin(of value: Tensorboard_Summary.Value) -> String? {
        guard value.hasMetadata, !value.metadata.pluginData.pluginName.isEmpty else { return plugins[value.tag] }
        let name = value.metadata.pluginData.pluginName
        if plugins[value.tag] == nil { plugins[value.tag] = name }
        return plugins[value.tag]
    }

    mutating func setVersion(_ version: String, of file: ExactPath) {
        versions[file] =
            version.split(separator: ":").last.flatMap { Double($0) }.map { Int(max(min($0, 1e6), 0)) } ?? 1
    }

    /// Whether values of a file without sessions were orphaned, because its steps went back to `step`; remembers the step.
    ///
    /// Since version 2 of the files a session says where it starts, and steps that go back are another epoch.
    mutating func goesBack(to step: Int, in file: ExactPath) -> Bool {
        defer { (newest[file], newestOfAll) = (step, step) }
        return versions[file, default: 1] < 2 && step < newest[file] ?? newestOfAll
    }
}
