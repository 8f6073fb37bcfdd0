import Render

/// The cost of frames and the latency of input, at the upper right over everything else.
enum FramePanel {
    private static let width = 36

    static func draw(_ log: FrameLog, _ theme: Theme, into grid: inout CellGrid) {
        let rows = rows(log)
        let area = Rect(x: grid.width - width - 1, y: 1, width: width, height: rows.count + 2)
        let inside = Panel(theme: theme, border: .warning)
            .draw(into: &grid, area, title: [.init(text: "frames", style: theme.style(.warning, .bold))])
        for (i, (name, value)) in rows.enumerated() {
            grid.put(name, x: inside.x + 1, y: inside.y + i, theme.style(.dim))
            grid.put(value, endingAt: inside.right - 1, y: inside.y + i, theme.style(.text))
        }
    }

    private static func rows(_ log: FrameLog) -> [(String, String)] {
        func milliseconds(_ seconds: Double?) -> String { seconds.map { Numbers.fixed($0 * 1e3, 1) + " ms" } ?? "-" }
        func bytes(_ count: Int?) -> String { count.map { Numbers.grouped($0) } ?? "not counted here" }
        let last = log.last, latency = log.latency
        return [
            ("frames per second", "\(log.perSecond)"),
            ("cells changed", last.map { Numbers.grouped($0.cells) } ?? "-"),
            ("bytes", bytes(last?.bytes)),
            ("bytes per second", bytes(log.bytesPerSecond)),
            ("drawing", milliseconds(last?.drawing)),
            ("sending", milliseconds(last?.sending)),
            ("input to screen", milliseconds(last?.latency ?? latency?.median)),
            ("99 % of inputs", milliseconds(latency?.percentile99)),
        ]
    }
}
