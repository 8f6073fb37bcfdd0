import Datasets
package import Raster
import Runs

/// Why samples or repairs cannot be scored.
package enum EvaluationError: UserError, Equatable {
    case tooFewSamples(of: String, found: Int, needed: Int)
    case tooFewHeldOut(of: String, found: Int, needed: Int)
    /// A name that is neither a run nor data.
    case neitherRunNorData(String, nearest: [String])
    case unknownCorruption(String, boxes: Int, kinds: [String])

    package var isUsage: Bool { if case .unknownCorruption = self { true } else { false } }

    package var location: String? {
        switch self {
        case .tooFewSamples(let name, _, _), .tooFewHeldOut(let name, _, _), .unknownCorruption(let name, _, _),
            .neitherRunNorData(let name, _):
            name
        }
    }

    package var what: String {
        switch self {
        case .tooFewSamples(_, let found, let needed): "\(found) samples; a score needs at least \(needed)"
        case .tooFewHeldOut(_, let found, let needed):
            "\(found) held-out images to compare with; a score needs at least \(needed)"
        case .neitherRunNorData: "neither a run nor data"
        case .unknownCorruption: "no corruption of these images has this name"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .tooFewSamples: "give more samples, 10,000 if possible"
        case .tooFewHeldOut(_, _, let needed):
            "use data of at least \(HeldOutImages.fewestImages) images, or with a test split of \(needed)"
        case .neitherRunNorData(_, let nearest):
            Suggestion(
                Spelling.question(
                    nearest,
                    else:
                        "name a run's folder, a checkpoint, an IDX file, a folder of images, or \(DataSource.names.joined(separator: ", "))"
                ))
        case .unknownCorruption(_, let boxes, let kinds): "give box1 to box\(boxes), \(kinds.joined(separator: ", "))"
        }
    }
}
