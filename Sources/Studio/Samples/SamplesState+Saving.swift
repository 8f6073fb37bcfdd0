import Datasets
import Raster

extension SamplesState {
    /// What is shown as an image to save: samples with every panel of a comparison, search results or the embedding map; nil for nothing.
    var savedImage: SavedImage? {
        guard let checkpointPath else { return nil }
        switch view {
        case .samples: return savedSamples
        case .search(let results):
            guard !results.images.isEmpty else { return nil }
            let count = results.images.count
            return SavedImage(
                Bitmap.grid(results.images.map(\.image), columns: Pixels.columns(for: count), gap: ImageGrid.fileGap),
                name: "search" + Self.suffix(results.prompt),
                .search(results.prompt, checkpoint: checkpointPath, count: count))
        case .embeddingMap(let map):
            return SavedImage(
                map.bitmap, name: "embedding-map" + Self.suffix(prompt),
                .embeddingMap(prompt, checkpoint: checkpointPath))
        }
    }

    private var savedSamples: SavedImage? {
        guard let shown, let first = sheets.first, !first.images.isEmpty else { return nil }
        // The frames of an interpolation follow each other in one row.
        let columns =
            shown.frames == nil
            ? Pixels.columns(for: first.images.count) : InterpolationGrid.columns(first.images.count)
        let panels = sheets.compactMap { sheet -> Bitmap? in
            guard isSingle else {
                return sheet.images.isEmpty ? nil : Bitmap.grid(sheet.images, columns: columns, gap: ImageGrid.fileGap)
            }
            return sheet.images.indices.contains(selected) ? sheet.images[selected] : nil
        }
        guard !panels.isEmpty else { return nil }
        return SavedImage(
            Bitmap.panels(panels, areRows: shown.frames != nil && !isSingle), name: "step-\(first.step)-" + name(shown),
            .samples(shown, only: isSingle ? selected : nil, columns: columns))
    }

    /// What the samples are: their noise, the prompt, and a comparison.
    private func name(_ shown: SampleRequest) -> String {
        let count = sheets.first?.images.count ?? 1
        func padded(_ number: Int) -> String {
            String(repeating: "0", count: max(String(count).count - String(number).count, 0)) + String(number)
        }
        var name: String
        switch shown.noise {
        case .seed(let seed, _): name = "seed-\(seed)" + (isSingle ? "-sample-\(padded(selected + 1))" : "")
        case .interpolation:
            name = "interpolation" + (shown.ends.map { "-" + $0.name("-") } ?? "-favorites")
            if isSingle { name += "-frame-\(padded(selected + 1))" }
        case .latents: name = "favorites" + (isSingle ? "-\(padded(selected + 1))" : "")
        }
        if let start = shown.startPrompt { name += Self.suffix(start) + "-to" }
        name += Self.suffix(shown.prompts[0])
        if shown.prompts.count > 1 { name += "-ablated" }
        return name + (shown.sources.count > 1 ? "-compared" : "")
    }

    /// The letters and digits of a prompt, at most 40 characters, after a hyphen; empty for no prompt.
    private static func suffix(_ prompt: SamplePrompt) -> String {
        let words = prompt.summary.lowercased().split { !$0.isLetter && !$0.isNumber }
        let text = words.joined(separator: "-").prefix(40)
        return text.isEmpty ? "" : "-" + text
    }
}
