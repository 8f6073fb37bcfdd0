public import FoundationEssentials

/// Where trained feature networks are kept between evaluations: one file for each data set, safe to delete.
public struct FeatureCache: Sendable {
    public let folder: String

    public init(folder: String) { self.folder = folder }

    /// In `CacheFolder`; nil where there is none.
    public init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard let folder = CacheFolder.path(environment: environment) else { return nil }
        self.folder = folder
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
