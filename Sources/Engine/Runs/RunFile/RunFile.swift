package import FoundationEssentials

/// The file `run.toml` of a run: how it was started, all settings, and what changed while it trained (format: docs/run-format.md).
package struct RunFile: Sendable, Equatable {
    /// The version of Tessera that started the run.
    package var version: String
    package var preset: String
    /// The dataset's name or path, as the user wrote it.
    package var data: String
    package var seed: UInt64
    /// The step and the minutes of training after which the run ends; nil for no limit.
    package var steps: Int?
    package var minutes: Double?
    /// The time of the start, e.g. "2026-01-31T12:00:00Z".
    package var created: String
    /// `ImageSet.fingerprint` of the images.
    package var dataFingerprint: String?
    /// The folder of the user's own masks, and `MaskFolder.fingerprint` of its masks.
    package var masks: String?
    package var masksFingerprint: String?
    /// The checkpoint that the weights were initialized from.
    package var initializedFrom: String?
    /// How pictures of other proportions are brought to the run's size.
    package var fit = ImageFit.crop
    /// The number of threads that the work of a step is cut for, which decides how sums are rounded; any number of threads can run
    /// it. nil in files of older versions.
    package var partition: Int?
    /// The table `[settings]` by dotted names, e.g. `generator.learning_rate`.
    package var settings: [String: Value]
    /// Settings changed while the run trained, by step.
    package var changes: [SettingChange] = []
    /// Rollbacks in the order of their time.
    package var rollbacks: [Rollback] = []
    /// Keys that this version does not have, by dotted names; they are written back unchanged.
    package var unknown: [String: Value] = [:]

    package init(
        version: String, preset: String, data: String, seed: UInt64, steps: Int? = nil, minutes: Double? = nil,
        created: Date, dataFingerprint: String? = nil, fit: ImageFit = .crop, partition: Int? = nil,
        settings: [String: Value]
    ) {
        (self.version, self.preset, self.data, self.seed) = (version, preset, data, seed)
        (self.steps, self.minutes, self.created) = (steps, minutes, created.formatted(.iso8601))
        (self.dataFingerprint, self.settings) = (dataFingerprint, settings)
        (self.fit, self.partition) = (fit, partition)
    }

    init(
        version: String, preset: String, data: String, seed: UInt64, steps: Int?, minutes: Double?, created: String,
        dataFingerprint: String?, masks: String?, masksFingerprint: String?, initializedFrom: String?,
        fit: ImageFit, partition: Int?, settings: [String: Value], changes: [SettingChange], rollbacks: [Rollback],
        unknown: [String: Value]
    ) {
        (self.version, self.preset, self.data, self.seed) = (version, preset, data, seed)
        (self.steps, self.minutes, self.created) = (steps, minutes, created)
        (self.masks, self.masksFingerprint, self.initializedFrom) = (masks, masksFingerprint, initializedFrom)
        (self.dataFingerprint, self.settings, self.changes) = (dataFingerprint, settings, changes)
        (self.rollbacks, self.unknown) = (rollbacks, unknown)
        (self.fit, self.partition) = (fit, partition)
    }
}
