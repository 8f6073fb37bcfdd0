import Engine
import Raster
import Render

/// One sample over the whole training, a small picture to a past grid, each below its step on the curves.
struct FilmPanel {
    var model: Model
    var theme: Theme

    /// A picture of the strip and where it stands.
    struct Frame: Equatable {
        var columns: Range<Int>
        var step: Int
    }

    /// Rows of the panel where curves and panel share `height`; nil to leave them all to the curves. On a low screen the
    /// strip comes with the cursor, and goes with it.
    static func rows(of height: Int, _ model: Model) -> Int? {
        guard model.hasFilm, !model.isIdle, model.status.samples != nil, height >= 15 else { return nil }
        if height < 22 { return model.curves.cursor == nil ? nil : 6 }
        return height < 36 ? 8 : 9
    }

    /// Rows beside the pictures: borders and the steps.
    private static let otherRows = 3

    private func pictureHeight(_ area: Rect) -> Int { max(area.height - Self.otherRows, 1) }

    private func pictureWidth(_ area: Rect) -> Int {
        guard let samples = model.status.samples, samples.columns > 0, samples.rows > 0, samples.grid.height > 0 else { return 1 }
        let wide = samples.grid.width / samples.columns, high = max(samples.grid.height / samples.rows, 1)
        return max(pictureHeight(area) * 2 * wide / high, 2)
    }

    /// The frames in `area` by their columns; each shows the grid nearest to the step above its middle, the one under the
    /// cursor the grid at the cursor.
    func frames(_ area: Rect) -> [Frame] {
        let chart = LossPanel(model: model, theme: theme).chart
        let losses = TrainingScreen(model: model, theme: theme).layout(model.size).losses
        guard let plot = chart.columns(in: LossPanel.chartArea(losses)), let range = chart.range, !model.film.steps.isEmpty else { return [] }
        let width = pictureWidth(area), right = min(plot.upperBound, area.right - 1)
        let count = (right - plot.lowerBound + 1) / (width + 1)
        guard count > 0 else { return [] }
        // What is left over goes between the frames.
        let pitch = Double(right - plot.lowerBound - width) / Double(max(count - 1, 1))
        let span = range.upperBound - range.lowerBound
        func step(_ column: Double) -> Double { range.lowerBound + (column - Double(plot.lowerBound)) / Double(plot.count) * span }

        var best: [Int: (frame: Frame, distance: Double)] = [:]
        for i in 0..<count {
            let start = plot.lowerBound + Int((Double(i) * pitch).rounded()), columns = start..<start + width
            var wanted = step(Double(start) + Double(width) / 2)
            let under = step(Double(start) - 0.5)...step(Double(start + width) + 0.5)
            let isUnderCursor = model.curves.cursor.map(under.contains) ?? false
            if isUnderCursor, let cursor = model.curves.cursor { wanted = cursor }
            guard let nearest = model.film.nearest(to: wanted) else { continue }
            let distance = isUnderCursor ? -1 : abs(Double(nearest) - wanted)
            if let other = best[nearest], other.distance <= distance { continue }
            best[nearest] = (Frame(columns: columns, step: nearest), distance)
        }
        return best.values.map(\.frame).sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    }

    /// The grid under a click; nil beside the frames.
    func step(atX x: Int, y: Int, _ area: Rect) -> Int? {
        guard area.inset(by: 1, 1).contains(x: x, y: y) else { return nil }
        return frames(area).first { $0.columns.contains(x) }?.step
    }

    func draw(into grid: inout CellGrid, _ area: Rect) {
        let film = model.film, frames = frames(area)
        let here = model.curves.cursor.flatMap(film.nearest)
        let count = here.flatMap(film.steps.firstIndex).map { "\($0 + 1)/\(film.steps.count)" } ?? "\(film.steps.count) grids"
        let inside = Panel(theme: theme).draw(
            into: &grid, area, title: [.init(text: "film ", style: theme.style(.text, .bold)),
                                       .init(text: "of sample \(film.tile + 1)", style: theme.style(.dim))],
            right: film.steps.isEmpty ? [] : [.init(text: count, style: theme.style(here == nil ? .dim : .accent))])
        guard !frames.isEmpty else {
            let words = film.lookedAt == nil || film.isStripAsked ? "looking for past samples" : "begins with the first samples"
            grid.put(words, x: inside.x + 1, y: inside.y, theme.style(.dim), limit: inside.width - 2)
            return
        }
        let height = pictureHeight(area), mosaic = Mosaic.forScreen(model)
        for frame in frames {
            let isHere = frame.step == here, size = Size(width: frame.columns.count, height: height)
            if let picture = film.frames[frame.step], picture.width > 0 {
                grid.blit(mosaic.cells(of: picture, size: size), x: frame.columns.lowerBound, y: inside.y)
            } else {
                grid.put("·", x: frame.columns.lowerBound + size.width / 2, y: inside.y + height / 2, theme.style(.dim))
            }
            let label = Numbers.compact(Double(frame.step)), text = isHere ? "▲" + label : label
            let start = frame.columns.lowerBound + max((size.width - text.count) / 2, 0)
            grid.put(text, x: start, y: inside.y + height, theme.style(isHere ? .accent : .dim, isHere ? .bold : []), limit: size.width)
        }
    }
}
