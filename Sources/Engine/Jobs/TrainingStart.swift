/// What a training job is to do: begin a run, or go on with one.
public struct TrainingStart: Sendable {
    public enum Origin: Sendable {
        /// A new run; `folder` nil makes a fresh one below `runs`.
        case new(Recipe, folder: String?)
        /// The run in `folder`, from its newest whole checkpoint, with live settings changed on the way in.
        case resume(folder: String, changes: [String: Double])
    }

    public var origin: Origin
    /// Where the run ends, counted from its start; nil keeps what the run or the preset says.
    public var steps: Int?
    public var minutes: Double?
    /// Threads a step runs on.
    public var lanes: Int
    /// Where classifiers for scores are kept; nil makes them anew.
    public var featureCache: FeatureCache?

    public init(_ origin: Origin, steps: Int? = nil, minutes: Double? = nil, lanes: Int, featureCache: FeatureCache? = FeatureCache()) {
        (self.origin, self.steps, self.minutes, self.lanes) = (origin, steps, minutes, lanes)
        self.featureCache = featureCache
    }
}
