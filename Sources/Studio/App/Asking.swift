package import Engine
import Render

/// What samples of a run can be asked for by.
package enum Asking: Sendable, Equatable {
    /// Not known: the run is still being opened, or has no checkpoint that could tell.
    case unknown
    /// By these kinds, one at least.
    case by([Modality])
    /// Not before this step: until then the run learns what words, sounds and pictures mean.
    case later(step: Int)
    /// Its networks are told nothing.
    case never

    /// Read from a checkpoint; one that cannot be read says nothing here, and why when samples are drawn.
    init(checkpoint: String) {
        guard let note = try? CheckpointNote(metadata: Safetensors.readHeader(checkpoint).metadata, path: checkpoint),
              let preset = try? Preset.named(note.preset), let settings = try? preset.settings(note.settings) else {
            self = .unknown
            return
        }
        guard let space = preset.architecture(settings).joint else {
            self = .never
            return
        }
        self = note.step < space.steps ? .later(step: space.steps) : .by(note.modalities ?? [.text, .image])
    }

    /// None where it cannot be asked, or not yet.
    var modalities: [Modality] { if case .by(let kinds) = self { kinds } else { [] } }

    /// Whether a later checkpoint may say something else.
    var mayChange: Bool {
        switch self {
        case .unknown, .later: true
        case .by, .never: false
        }
    }
}

extension Model {
    /// What to say where there is no run's folder: none is open, or its data are still being read.
    var noRun: String { isIdle ? "open a run first: 3 lists them" : "the run is still being prepared" }

    /// Why nothing can be asked for now; nil where it can.
    var notAskable: String? {
        switch samples.asking {
        case .by: nil
        case .never: "this run draws without being asked; train one with the preset multimodal"
        case .later(let step): "this run still learns what words mean; ask after step \(Numbers.grouped(step))"
        case .unknown where status.folder.isEmpty: noRun
        case .unknown where samples.isAsked: "the run is being opened; ask again in a moment"
        case .unknown: "no checkpoint yet that could be asked"
        }
    }
}
