import Render
package import Runs

/// The sample and the prompt where an interpolation starts.
package struct InterpolationStart: Sendable, Equatable {
    package var latent: [Float]
    /// nil for a favorite and for a frame of an interpolation.
    package var number: SampleNumber?
    package var prompt: SamplePrompt

    package init(latent: [Float], number: SampleNumber? = nil, prompt: SamplePrompt = SamplePrompt()) {
        (self.latent, self.number, self.prompt) = (latent, number, prompt)
    }
}

/// The state of the samples screen.
package struct SamplesState: Sendable {
    /// New samples of a seed, an interpolation, or the favorites.
    package enum Mode: Sendable, Equatable { case new, interpolation, favorites }
    /// Samples, or images of the data.
    package enum View: Sendable, Equatable { case samples, search(SearchResults), embeddingMap(DataMap) }

    /// The run that is sampled; its checkpoints, newest first, and the index of the current one.
    package var run = ""
    package var checkpoints: [Checkpoint] = []
    package var checkpoint = 0
    package var seed: UInt64 = 1
    package var mode = Mode.new
    /// A checkpoint file or a run to compare with, on the same noise; nil for none.
    package var comparison: String?
    package var sheets: [SampleSheet] = []
    /// The request of `sheets`; nil for no sheets.
    package var shown: SampleRequest?
    /// The request of `sheets`, or of the sheets to come.
    package var request: SampleRequest?
    package var isLoading = false
    /// The request whose samples were saved last; nil for none.
    package var savedRequest: SampleRequest?
    /// The image saved last; nil for none.
    package var savedPath: String?
    /// Index of the selected sample.
    package var selected = 0
    /// Whether only the selected sample is shown.
    package var isSingle = false
    /// The sample where an interpolation starts; nil for none.
    package var start: InterpolationStart?
    /// Latents of the favorites, one after the other.
    package var favorites: [Float] = []
    package var promptSupport = PromptSupport.unknown
    /// When the checkpoints were listed last, on the loop's clock; nil while they are being listed, and where listing failed.
    package var listedAt: Double?
    /// The prompt of the samples or of the search that is shown.
    package var prompt = SamplePrompt()
    /// The prompt that is being tried: it becomes `prompt` when its images come, and is dropped where they do not. nil for none.
    package var tried: SamplePrompt?
    /// Words of `prompt` that the run's captions do not contain.
    package var unknown: [String] = []
    /// Whether the prompt is compared with its ablations.
    package var isAblated = false
    package var view = View.samples
    /// The training images nearest to the selected sample; nil for none.
    package var neighbours: [Neighbour]?

    package init() {}

    /// Samples of a seed, and steps of an interpolation.
    static let count = 60, interpolationSteps = 24
    /// Seconds between two listings of the checkpoints of a run that trains, or does not support prompts yet.
    static let period = 2.0
    /// Whether another screen was in front before this one.
    var cameToFront = false
    /// The step of the run when its checkpoints were listed last.
    var listedStep = 0
    /// Whether the newest checkpoint was chosen, by no key or by the last one; and whether the next listing takes it.
    var followsNewest = true, takesNewest = false
    /// The warning of a broken checkpoint that was shown last.
    var shownWarning: String?

    /// The newest checkpoint, where an older one is shown; nil otherwise.
    var newerCheckpoint: Checkpoint? { checkpoint > 0 ? checkpoints.first : nil }

    /// What is shown that is work and not saved: an interpolation. See `UnsavedWork` for the rule.
    package var unsaved: String? { unsavedFrames == nil ? nil : "the interpolation" }

    /// The frames of an interpolation that are not saved; nil for none.
    var unsavedFrames: SampleRequest.Frames? {
        guard !sheets.isEmpty, let frames = request?.frames, frames != savedRequest?.frames else { return nil }
        return frames
    }

    /// How the shown samples of a seed and a prompt are made again, in one line; nil where they are saved, have no prompt, or `next` makes
    /// them too.
    package func remaking(unless next: SampleRequest? = nil) -> String? {
        guard !sheets.isEmpty, !prompt.isEmpty, let shown, case .seed(let seed, _) = shown.noise else { return nil }
        guard !shown.makesGrid(of: savedRequest), !shown.makesGrid(of: next) else { return nil }
        return "the samples before are there again with seed \(seed) and the prompt \(prompt.summary)"
    }

    /// The path of the current checkpoint; nil for none.
    var checkpointPath: String? { checkpoints.indices.contains(checkpoint) ? checkpoints[checkpoint].path : nil }

    /// The prompt to change: the one that is being tried, else the one that is shown.
    var draft: SamplePrompt { tried ?? prompt }

    /// The number of a sample that is shown; nil where it belongs to no seed.
    func number(_ index: Int) -> SampleNumber? {
        guard case .seed(let seed, _)? = shown?.noise else { return nil }
        return SampleNumber(seed: seed, number: index + 1)
    }

    /// The index of a latent in `favorites`; nil for none.
    func favoriteIndex(_ latent: [Float]) -> Int? {
        guard !latent.isEmpty else { return nil }
        return stride(from: 0, to: favorites.count - favorites.count % latent.count, by: latent.count)
            .first { favorites[$0..<$0 + latent.count].elementsEqual(latent) }
    }

    /// Why the run does not support prompts; nil where it does.
    func promptUnavailable(_ shared: SharedState) -> String? {
        switch promptSupport {
        case .modalities: nil
        case .none: "this run does not support prompts; train one with the preset multimodal"
        case .afterStep(let step, let newest):
            "prompts need a checkpoint of step \(Numbers.grouped(step)) or later, where the encoders are trained; the newest is of step \(Numbers.grouped(newest))"
        case .unknown where shared.status.folder.isEmpty: shared.missingRun
        case .unknown where isLoading: "the run is being opened; try again in a moment"
        case .unknown: "this run has no checkpoint yet"
        }
    }
}
