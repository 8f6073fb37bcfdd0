package import Render

extension SamplesState {
    package func draw(
        into grid: inout CellGrid, _ layout: SamplesLayout, _ shared: SharedState, _ images: inout ImageCache
    ) {
        let theme = shared.theme
        promptLine(shared).draw(into: &grid, layout.promptLine)
        switch view {
        case .samples: break
        case .search(let results):
            return SearchPanel(results: results, theme: theme, mosaic: shared.appearance.mosaic, zoom: shared.zoom)
                .draw(into: &grid, layout.content)
        case .embeddingMap(let map):
            return EmbeddingMapPanel(
                data: map, theme: theme, mosaic: shared.appearance.mosaic, zoom: shared.zoom, ascii: shared.ascii
            )
            .draw(into: &grid, layout.content)
        }
        guard !sheets.isEmpty else { return drawEmpty(into: &grid, layout.content, shared) }
        for (i, (sheet, panel)) in zip(sheets, layout.panels).enumerated() {
            let inside = Panel(theme: theme).draw(
                into: &grid, panel, title: title(i, sheet, theme), right: right(i, sheet, theme))
            if isSingle {
                drawSingle(sheet, into: &grid, inside, shared, withNeighbours: i == 0)
            } else {
                drawSheet(sheet, into: &grid, panel, layout, shared)
            }
        }
    }

    private func drawEmpty(into grid: inout CellGrid, _ area: Rect, _ shared: SharedState) {
        let theme = shared.theme
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "samples", style: theme.style(.text, .bold))])
        let text =
            isLoading
            ? "generating samples"
            : shared.status.folder.isEmpty
                ? shared.missingRun
                : checkpoints.isEmpty
                    ? "no checkpoint yet: samples follow after the first one" : "no samples yet; n generates some"
        Paragraph.draw(text, into: &grid, inside.inset(by: 2, 1), theme.style(.dim))
    }

    private func title(_ index: Int, _ sheet: SampleSheet, _ theme: Theme) -> [Panel.Part] {
        // Of the images that are shown, not of those that are being generated.
        let whole = shown?.prompts.first ?? SamplePrompt()
        let source = (shown?.noiseName ?? "") + (shown?.startPrompt.map { ", \($0.summary) to \(whole.summary)" } ?? "")
        let name =
            index == 0 ? whole.isEmpty ? "samples" : "prompt" : ablation(sheet, of: whole) ?? "same noise" + otherRun
        return [
            .init(text: name, style: theme.style(index == 0 ? .text : .accent, .bold)),
            .init(text: "  ", style: theme.style(.dim)),
            .init(text: sheet.preset, style: theme.style(.dim), isName: true),
            .init(text: " step \(Numbers.grouped(sheet.step))", style: theme.style(.dim), isOptional: true),
            .init(text: index == 0 ? "  " + source : "", style: theme.style(.accent), isOptional: true),
        ]
    }

    /// The name of the run that is compared with; empty where it is this run.
    private var otherRun: String {
        guard let comparison, !comparison.hasPrefix(run + "/") else { return "" }
        return ", " + String(comparison.split(separator: "/").last ?? "")
    }

    /// The part of the prompt that a sheet lacks; nil for the whole prompt.
    private func ablation(_ sheet: SampleSheet, of whole: SamplePrompt) -> String? {
        guard let part = whole.parts.first(where: { !sheet.prompt.parts.contains($0) }) else { return nil }
        return switch part {
        case .text: "without the text"
        case .audio: "without the sound"
        case .image: "without the image"
        }
    }

    private func right(_ index: Int, _ sheet: SampleSheet, _ theme: Theme) -> [Panel.Part] {
        guard index == 0, !sheet.images.isEmpty else { return [] }
        let text = isLoading ? "generating" : "\(selected + 1)/\(sheet.images.count)"
        let count = Panel.Part(text: text, style: theme.style(.dim), isOptional: true)
        guard let newer = newerCheckpoint else { return [count] }
        let hint = "step \(Numbers.grouped(newer.step)) is newer: ] "
        return [.init(text: hint, style: theme.style(.accent), isOptional: true), count]
    }

    private func drawSheet(
        _ sheet: SampleSheet, into grid: inout CellGrid, _ panel: Rect, _ layout: SamplesLayout, _ shared: SharedState
    ) {
        let theme = shared.theme, mosaic = shared.appearance.mosaic
        for index in layout.visible where sheet.images.indices.contains(index) {
            let (x, y) = layout.position(index, in: panel), latent = sheet.latent(index)
            grid.blit(mosaic.cells(of: sheet.images[index], size: layout.tile), x: x, y: y)
            let isSelected = index == selected, isFavorite = favoriteIndex(latent) != nil
            let marks = [isFavorite ? "●" : "", start?.latent == latent ? "◆" : ""], number = "\(index + 1)"
            // Small tiles have no room for everything.
            let labels = [
                ([isSelected ? "▲" : "", number] + marks).filter { !$0.isEmpty }.joined(separator: " "),
                (isSelected ? "▲" : "") + number + marks.joined(), (isSelected ? "▲" : "") + marks.joined(), number,
            ]
            let label = labels.first { !$0.isEmpty && CellGrid.columns(of: $0) <= layout.tile.width } ?? ""
            grid.put(
                label, x: x, y: y + layout.tile.height,
                theme.style(isSelected ? .accent : isFavorite ? .good : .dim, isSelected ? .bold : []))
        }
    }

    private func drawSingle(
        _ sheet: SampleSheet, into grid: inout CellGrid, _ inside: Rect, _ shared: SharedState, withNeighbours: Bool
    ) {
        guard sheet.images.indices.contains(selected) else { return }
        let theme = shared.theme, mosaic = shared.appearance.mosaic, leastWidth = 6
        // As many neighbours as have room for their distance.
        let near = withNeighbours ? (neighbours ?? []).prefix(max((inside.width - 1) / leastWidth, 1)) : []
        let (upper, lower) = inside.splitTop(near.isEmpty ? inside.height : inside.height * 3 / 5)
        BitmapView.draw(sheet.images[selected], mosaic, into: &grid, upper)
        guard !near.isEmpty, lower.height > 4 else { return }
        let heading = lower.inset(by: 1, 0)
        let lines = Paragraph.draw(
            "nearest training images, and their distance (levels, 0 to 255)", into: &grid, heading, theme.style(.dim))
        let height = lower.height - 1 - lines, width = max(min(height * 2, (lower.width - 1) / near.count - 1), 2)
        for (i, neighbour) in near.enumerated() {
            let x = lower.x + 1 + i * (width + 1)
            BitmapView.draw(
                neighbour.image, mosaic, into: &grid, Rect(x: x, y: lower.y + lines, width: width, height: height))
            grid.put(
                Numbers.short(neighbour.distance, decimals: 1), x: x, y: lower.bottom - 1, theme.style(.text),
                limit: width)
        }
    }
}
