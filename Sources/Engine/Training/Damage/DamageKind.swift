/// A kind of damage that networks learn to repair. Settings, help and documentation come from this table.
public enum DamageKind: String, Sendable, CaseIterable {
    case boxes
    case thinStrokes = "strokes.thin"
    case mediumStrokes = "strokes.medium"
    case thickStrokes = "strokes.thick"
    case scattered
    case masks
    case noise
    case blur
    case lowResolution = "lowres"
    case blocks

    /// Its weight's name among the settings.
    public var setting: String { "damage.\(rawValue)" }

    /// What it does, as shares of the picture's smaller side.
    public var meaning: String {
        switch self {
        case .boxes: "a box, each side a quarter to six tenths of the picture's"
        case .thinStrokes: "3 to 6 strokes, a thirtieth to a twelfth of the picture wide"
        case .mediumStrokes: "2 to 4 strokes, a twelfth to a seventh wide"
        case .thickStrokes: "1 to 3 strokes, a seventh to a quarter wide"
        case .scattered: "pixels gone here and there, a fifth to four fifths of them"
        case .masks: "masks of your own, from the folder given with --masks"
        case .noise: "normal noise of 5 to 50 levels"
        case .blur: "a Gaussian blur of 0.5 to 2 pixels"
        case .lowResolution: "half to a quarter of the resolution"
        case .blocks: "blocks of 8x8 pixels coarsely rounded, as in a JPEG of low quality"
        }
    }

    /// True where pixels are gone and the others are as they were; false where all have changed.
    public var leavesHoles: Bool {
        switch self {
        case .boxes, .thinStrokes, .mediumStrokes, .thickStrokes, .scattered, .masks: true
        case .noise, .blur, .lowResolution, .blocks: false
        }
    }
}

/// How often each kind of damage is drawn, as shares of all.
public struct DamageMix: Sendable, Equatable {
    private let shares: [(kind: DamageKind, upTo: Double)]

    /// Weights in any unit; at least one above 0.
    public init(_ weights: [DamageKind: Double]) {
        let total = weights.values.reduce(0, +)
        precondition(total > 0, "no kind of damage has a weight")
        var sum = 0.0
        shares = DamageKind.allCases.compactMap { kind in
            guard let weight = weights[kind], weight > 0 else { return nil }
            sum += weight
            return (kind, sum / total)
        }
    }

    /// The mix that a run's settings ask for.
    public init(_ settings: Settings) {
        self.init(Dictionary(uniqueKeysWithValues: DamageKind.allCases.map { ($0, settings.values[$0.setting] ?? 0) }))
    }

    /// Those that occur.
    public var kinds: [DamageKind] { shares.map(\.kind) }

    /// The kind that `place` in 0..<1 falls on.
    package func kind(at place: Double) -> DamageKind { (shares.first { place < $0.upTo } ?? shares[shares.count - 1]).kind }

    public static func == (a: DamageMix, b: DamageMix) -> Bool { a.shares.elementsEqual(b.shares) { $0 == $1 } }
}
