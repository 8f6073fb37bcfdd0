import Models
package import Runs

/// The prompts that a run supports.
package enum PromptSupport: Sendable, Equatable {
    /// Not known: the run is being opened, or has no readable checkpoint.
    case unknown
    /// These modalities, at least one.
    case modalities([Modality])
    /// None before a checkpoint of this step, where the contrastive pretraining ends; with the step of the newest one.
    case afterStep(Int, checkpoint: Int)
    /// None: the networks are unconditional or class-conditional.
    case none

    /// Reads the header of a checkpoint; `unknown` where it cannot be read: generating samples reports why.
    init(checkpoint: String) {
        guard let opened = try? OpenedCheckpoint.header(checkpoint) else {
            self = .unknown
            return
        }
        guard opened.preset.isMultimodal, let steps = opened.settings.value(\.pretrainingSteps) else {
            self = .none
            return
        }
        self =
            opened.note.step < steps
            ? .afterStep(steps, checkpoint: opened.note.step) : .modalities(opened.note.modalities ?? [.text, .image])
    }

    /// The supported modalities; empty where prompts are not supported, or not yet.
    package var supported: [Modality] { if case .modalities(let modalities) = self { modalities } else { [] } }

    /// Whether a later checkpoint may support more.
    var mayChange: Bool {
        switch self {
        case .unknown, .afterStep: true
        case .modalities, .none: false
        }
    }
}
