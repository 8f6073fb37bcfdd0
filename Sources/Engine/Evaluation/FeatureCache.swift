import Datasets
import FoundationEssentials

/// The folder of trained feature networks: one file for each dataset, safe to delete.
package struct FeatureCache: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// The cache in `CacheFolder`; nil where there is none.
    package init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard let folder = CacheFolder.path(environment: environment) else { return nil }
        self.folder = folder
    }

    private func path(_ data: EvaluationData) -> String { "\(folder)/\(FeatureWeights.key(data)).safetensors" }

    func find(_ data: EvaluationData) -> FeatureWeights? { .read(path(data), for: data) }

    /// Writes `weights`; false where the folder cannot be written, which costs only the time to train again.
    func store(_ weights: FeatureWeights, for data: EvaluationData) -> Bool {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try weights.write(to: path(data), for: data)
            return true
        } catch {
            return false
        }
    }
}
