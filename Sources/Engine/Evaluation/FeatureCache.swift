public import FoundationEssentials

/// Where trained feature networks are kept between evaluations: one file for each data set, safe to delete.
public struct FeatureCache: Sendable {
    public let folder: String

    public init(folder: String) { self.folder = folder }

    /// `$XDG_CACHE_HOME/tessera`, else `~/.cache/tessera`; nil where neither is known.
    public init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        // The specification has relative paths ignored.
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            folder = cache + "/tessera"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            folder = home + "/.cache/tessera"
        } else {
            return nil
        }
    }

    private func path(_ data: EvaluationData) -> String { "\(folder)/\(FeatureWeights.key(data)).safetensors" }

    func find(_ data: EvaluationData) -> FeatureWeights? { .read(path(data), for: data) }

    /// Keeps `weights`; false where the folder cannot be written, which costs time and nothing else.
    func keep(_ weights: FeatureWeights, for data: EvaluationData) -> Bool {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try weights.write(to: path(data), for: data)
            return true
        } catch {
            return false
        }
    }
}
