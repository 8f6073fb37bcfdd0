package import Models
package import Runs

/// What a run is made from: nothing else decides its numbers but the number of threads.
package struct TrainingConfiguration: Sendable {
    package var preset: Preset
    /// The data name as the user wrote it.
    package var data: String
    package var seed: UInt64
    package var settings: Settings
    /// A folder of the user's own masks to train on.
    package var masks: String?
    /// The checkpoint whose weights the run begins with; nil for weights sampled from the seed.
    package var origin: String?

    package init(
        preset: Preset, data: String, seed: UInt64, settings: Settings, masks: String? = nil, origin: String? = nil
    ) {
        (self.preset, self.data, self.seed, self.settings) = (preset, data, seed, settings)
        (self.masks, self.origin) = (masks, origin)
    }
}
