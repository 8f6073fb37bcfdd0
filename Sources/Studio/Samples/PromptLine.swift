import Conditioning
import Render
import Runs

/// The prompt above the samples, or how to set one.
struct PromptLine {
    let state: SamplesState
    let theme: Theme
    let ascii: Bool

    func draw(into grid: inout CellGrid, _ area: Rect) {
        guard area.height > 0 else { return }
        var x = grid.put(" / ", x: area.x, y: area.y, theme.style(.accent, .bold))
        let prompt = state.draft, isTried = state.tried.map { $0 != state.prompt } ?? false
        guard !prompt.isEmpty else {
            let keys = state.promptSupport.supported.map { modality in
                switch modality {
                case .text: "type a text prompt"
                case .audio: "a: sound file as prompt"
                case .image: "d: selected sample as prompt"
                }
            }
            grid.put(keys.joined(separator: "   "), x: x, y: area.y, theme.style(.dim), limit: area.right - x)
            return
        }
        for part in prompt.parts {
            let text = sign(part) + prompt.name(part) + (prompt.weight(part).map { " x\($0)" } ?? "")
            x =
                grid.put(
                    text, x: x, y: area.y, isTried ? theme.style(.dim) : theme.style(part == .text ? .text : .good, .bold),
                    limit: max(area.right - x, 0)) + 3
        }
        if let line = UnknownWords.line(state.unknown), !isTried {
            x = grid.put(line, x: x, y: area.y, theme.style(.bad, .bold), limit: max(area.right - x, 0)) + 3
        }
        let keys = "u: clear   m: ablate   f: search", start = area.right - CellGrid.columns(of: keys) - 1
        if start > x { grid.put(keys, x: start, y: area.y, theme.style(.dim)) }
    }

    private func sign(_ part: Modality) -> String {
        switch part {
        case .text: ""
        case .audio: ascii ? "sound " : "♪ "
        case .image: ascii ? "like " : "≈ "
        }
    }
}
