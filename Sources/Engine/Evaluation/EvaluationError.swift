public import Raster

/// Why samples cannot be scored: one line, what, where, what to do.
public enum EvaluationError: UserError, Equatable {
    case tooFewSamples(of: String, found: Int, needed: Int)
    case tooFewHeldOut(of: String, found: Int, needed: Int)
    case unknownDamage(String, boxes: Int, kinds: [String])

    public var isUsage: Bool { if case .unknownDamage = self { true } else { false } }

    public var place: String? {
        switch self {
        case .tooFewSamples(let name, _, _), .tooFewHeldOut(let name, _, _), .unknownDamage(let name, _, _): name
        }
    }

    public var what: String {
        switch self {
        case .tooFewSamples(_, let found, let needed): "\(found) samples; a score needs at least \(needed)"
        case .tooFewHeldOut(_, let found, let needed):
            "\(found) held-out pictures to compare with; a score needs at least \(needed)"
        case .unknownDamage: "no damage of these pictures has this name"
        }
    }

    public var remedy: String {
        switch self {
        case .tooFewSamples: "give more of them, 10,000 if they are there"
        case .tooFewHeldOut(_, _, let needed):
            "use data of at least \(10 * needed) pictures, or with a test half of \(needed)"
        case .unknownDamage(_, let boxes, let kinds): "give box1 to box\(boxes), \(kinds.joined(separator: ", "))"
        }
    }
}
