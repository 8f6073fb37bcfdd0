import Raster

/// Why samples or repairs cannot be scored.
package enum EvaluationError: UserError, Equatable {
    case tooFewSamples(of: String, found: Int, needed: Int)
    case tooFewHeldOut(of: String, found: Int, needed: Int)
    case unknownCorruption(String, boxes: Int, kinds: [String])

    package var isUsage: Bool { if case .unknownCorruption = self { true } else { false } }

    package var location: String? {
        switch self {
        case .tooFewSamples(let name, _, _), .tooFewHeldOut(let name, _, _), .unknownCorruption(let name, _, _): name
        }
    }

    package var what: String {
        switch self {
        case .tooFewSamples(_, let found, let needed): "\(found) samples; a score needs at least \(needed)"
        case .tooFewHeldOut(_, let found, let needed):
            "\(found) held-out images to compare with; a score needs at least \(needed)"
        case .unknownCorruption: "no corruption of these images has this name"
        }
    }

    package var suggestion: String {
        switch self {
        case .tooFewSamples: "give more samples, 10,000 if possible"
        case .tooFewHeldOut(_, _, let needed):
            "use data of at least \(HeldOutImages.fewestImages) images, or with a test split of \(needed)"
        case .unknownCorruption(_, let boxes, let kinds): "give box1 to box\(boxes), \(kinds.joined(separator: ", "))"
        }
    }
}
