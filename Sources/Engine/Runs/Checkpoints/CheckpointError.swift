package import Raster

/// Why a checkpoint cannot be used: what, where, what to do, in one line.
package enum CheckpointError: UserError, Equatable {
    case foreign(String)
    case missing(String)
    case shape(String, expected: [Int], found: [Int])
    case otherPreset(path: String, found: String, expected: String)
    case none(run: String)
    /// Every checkpoint of a run is broken; the newest one and how it is.
    case allBroken(run: String, newest: String, count: Int)
    case noneNamed(String, run: String, has: [String])
    case notFinite(path: String)
    /// A run that repairs images where one that generates images is needed.
    case repairs(path: String, preset: String)
    /// A run that generates images where one that repairs images is needed.
    case generates(path: String, preset: String)

    package var location: String? {
        switch self {
        case .foreign(let path), .otherPreset(let path, _, _), .repairs(let path, _), .generates(let path, _): path
        case .missing(let name), .shape(let name, _, _): name
        case .none(let run), .noneNamed(_, let run, _), .allBroken(let run, _, _): run
        case .notFinite(let path): path
        }
    }

    package var what: String {
        switch self {
        case .foreign: "not a checkpoint of this version of Tessera"
        case .missing: "the checkpoint does not have this tensor"
        case .shape(_, let expected, let found): "the checkpoint has shape \(found) here, the network \(expected)"
        case .otherPreset(_, let found, let expected): "belongs to preset \(found), not \(expected)"
        case .none: "it has no intact checkpoint"
        case .allBroken(_, let newest, let count):
            "its checkpoints are broken: \(newest)" + (count > 1 ? ", and \(count - 1) more" : "")
        case .noneNamed(let name, _, _): "it has no intact checkpoint named \(name)"
        case .notFinite: "its weights are not finite"
        case .repairs(_, let preset): "a run of preset \(preset) repairs images, it does not generate them"
        case .generates(_, let preset): "a run of preset \(preset) generates images, it does not repair them"
        }
    }

    /// A question about the word that was meant; empty for the number of a step and for words that have a meaning.
    private static func near(_ name: String, _ names: [String]) -> String {
        let isWord = Int(name) == nil && ![RunFolder.newestName, RunFolder.bestName].contains(name)
        let words = isWord ? Spelling.nearest(to: name, among: names.filter { Int($0) == nil }) : []
        return words.isEmpty ? "" : Spelling.question(Array(words.prefix(1))) + " "
    }

    package var suggestion: Suggestion {
        switch self {
        case .foreign: "name a run folder, or a file of its checkpoints folder"
        case .missing, .shape: "it belongs to another network: use the run that wrote it"
        case .otherPreset(_, let found, _): "\(.preset(found))"
        case .none: "train it first"
        case .allBroken: "put back a copy of one, or start a new run; nothing of this one was changed"
        case .noneNamed(let name, _, let has):
            has.isEmpty ? "train it first" : "\(Self.near(name, has))it has \(has.joined(separator: ", "))"
        case .notFinite: "use an earlier checkpoint"
        case .repairs: "\(.repairWithRun), or name a run that generates images"
        case .generates: "\(.train(preset: "repair"))"
        }
    }
}
