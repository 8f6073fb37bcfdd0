package import Models
package import Runs

/// What a run is made from: nothing else decides its numbers, on one kind of processor.
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
    /// How pictures of other proportions are brought to the run's size.
    package var fit: ImageFit
    /// The number of threads that the work of a step is cut for, see `Plan`; nil for the number that it runs on.
    package var partition: Int?

    package init(
        preset: Preset, data: String, seed: UInt64, settings: Settings, masks: String? = nil, origin: String? = nil,
        fit: ImageFit = .crop, partition: Int? = nil
    ) {
        (self.preset, self.data, self.seed, self.settings) = (preset, data, seed, settings)
        (self.masks, self.origin, self.fit, self.partition) = (masks, origin, fit, partition)
    }
}
