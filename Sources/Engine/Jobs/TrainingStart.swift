package import Evaluation
package import Runs
package import Training

/// The start of a training job: a new run, or a resumed one.
package struct TrainingStart: Sendable {
    package enum Origin: Sendable {
        /// A new run; `folder` nil creates one in `runs`.
        case new(TrainingConfiguration, folder: String?)
        /// The run in `folder`, from its newest intact checkpoint, with changed live settings.
        ///
        /// `data` and `masks` are new paths of what it was started with; nil for those that the run remembers.
        case resume(folder: String, changes: [String: SettingValue], data: String? = nil, masks: String? = nil)
    }

    package var origin: Origin
    /// The settings of a new run that the user gave; what the data decide of the others is taken from them. nil: all are decided.
    package var given: [String: SettingValue]?
    /// The settings of a new run that were taken from the data before, which its first events name.
    package var taken: [String: SettingValue]
    /// The last step, counted from the run's start; nil for that of the run or the preset.
    package var steps: Int?
    package var minutes: Double?
    /// Threads of a step; the numbers of a resumed run do not depend on it.
    package var threads: Int
    /// Cache of the classifiers for scores; nil trains a new one.
    package var featureCache: FeatureCache?
    /// Called on the scorer's own thread; the scorer is prepared when it returns.
    package var awaitScorerTurn: @Sendable () -> Void = {}

    package init(
        _ origin: Origin, steps: Int? = nil, minutes: Double? = nil, threads: Int,
        featureCache: FeatureCache? = FeatureCache(), given: [String: SettingValue]? = nil,
        taken: [String: SettingValue] = [:]
    ) {
        (self.origin, self.steps, self.minutes, self.threads) = (origin, steps, minutes, threads)
        (self.featureCache, self.given, self.taken) = (featureCache, given, taken)
    }
}
