import Runs

extension TrainingConfiguration {
    /// The arguments of `tessera` that start this run, without its folder and its end. Settings that the data would decide are all named.
    package var arguments: [String] {
        var words = ["train", "--preset", preset.name, "--data", data, "--seed", String(seed)]
        if fit != .crop { words += ["--fit", fit.rawValue] }
        if let origin { words += ["--from", origin] }
        if let masks { words += ["--masks", masks] }
        // Up to two threads cut the work alike.
        if let partition, partition > 2 { words += ["--threads", String(partition)] }
        let decided = preset.decidedByData
        for (name, value) in settings.values.sorted(by: { $0.key < $1.key })
        where value != preset.settings[name] || decided.contains(name) {
            words += ["--set", "\(name)=\(value.text)"]
        }
        return words
    }
}
