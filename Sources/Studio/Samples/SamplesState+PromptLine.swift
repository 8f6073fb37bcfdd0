extension SamplesState {
    func promptLine(_ shared: SharedState) -> PromptLine {
        PromptLine(
            prompt: draft, isTried: tried.map { $0 != prompt } ?? false, unknown: unknown,
            parts: promptSupport.supported.map { modality in
                switch modality {
                case .text: "type a text prompt"
                case .audio: "A: sound file as prompt"
                case .image: "P: selected sample as prompt"
                }
            }, keys: ["delete: clear", "C: ablate", "f: search"], theme: shared.theme, ascii: shared.ascii)
    }

    /// The lines of the prompt; 0 where the run does not support prompts.
    func promptLines(_ shared: SharedState) -> Int {
        promptSupport.supported.isEmpty
            ? 0 : promptLine(shared).rows(width: shared.area.width, height: shared.area.height)
    }
}
