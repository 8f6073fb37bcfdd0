public import FoundationEssentials

/// What `run.toml` holds: every setting of a run, resolved, so that the file alone says how the run was made.
public struct RunSettings: Sendable, Equatable {
    /// A value as TOML has it.
    public enum Value: Sendable, Equatable {
        case integer(Int)
        case real(Double)
        case flag(Bool)
        case text(String)
        /// Anything else, as the TOML it was written in; kept, never made here.
        case other(String)

        /// The value as a number, nil for text and flags.
        public var number: Double? {
            switch self {
            case .integer(let value): Double(value)
            case .real(let value): value
            case .flag, .text, .other: nil
            }
        }
    }

    /// The version of Tessera that started the run.
    public var version: String
    public var preset: String
    /// The data name as the user wrote it.
    public var data: String
    public var seed: UInt64
    /// Where the run ends, counted from its start; nil where it does not end by itself.
    public var steps: Int?
    public var minutes: Double?
    /// When the run was started, e.g. "2026-01-31T12:00:00Z".
    public var created: String
    /// `ImageSet.fingerprint` of the pictures.
    public var dataFingerprint: String?
    /// The folder of the user's own masks, and `MaskFolder.fingerprint` of what was in it.
    public var masks: String?
    public var masksFingerprint: String?
    /// The checkpoint whose weights the run began with.
    public var origin: String?
    /// The values of `[settings]` by their dotted names, e.g. `generator.rate`.
    public var settings: [String: Value]
    /// What was changed while it trained, in the order of the steps.
    public var changes: [SettingChange] = []
    /// When it was taken back, in the order in which that happened.
    public var rollbacks: [Rollback] = []
    /// Keys of the file that mean nothing to this version, by their dotted names; they are written back as they were.
    public var unknown: [String: Value] = [:]

    public init(version: String, preset: String, data: String, seed: UInt64, steps: Int? = nil, minutes: Double? = nil,
                created: Date, dataFingerprint: String? = nil, settings: [String: Value]) {
        (self.version, self.preset, self.data, self.seed) = (version, preset, data, seed)
        (self.steps, self.minutes, self.created) = (steps, minutes, created.formatted(.iso8601))
        (self.dataFingerprint, self.settings) = (dataFingerprint, settings)
    }

    init(version: String, preset: String, data: String, seed: UInt64, steps: Int?, minutes: Double?, created: String,
         dataFingerprint: String?, masks: String?, masksFingerprint: String?, origin: String?, settings: [String: Value], changes: [SettingChange], rollbacks: [Rollback], unknown: [String: Value]) {
        (self.version, self.preset, self.data, self.seed) = (version, preset, data, seed)
        (self.steps, self.minutes, self.created) = (steps, minutes, created)
        (self.masks, self.masksFingerprint, self.origin) = (masks, masksFingerprint, origin)
        (self.dataFingerprint, self.settings, self.changes) = (dataFingerprint, settings, changes)
        (self.rollbacks, self.unknown) = (rollbacks, unknown)
    }
}
