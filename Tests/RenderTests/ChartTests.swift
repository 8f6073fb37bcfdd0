import Foundation
import Render
import Testing

@Suite struct ChartTests {
    fileprivate func drawn(
        _ series: [ChartSeries], width: Int = 30, height: Int = 9, marker: Chart.Marker = .braille,
        scaling: ChartScaling = .linear, marks: [Double] = []
    ) -> String {
        let blank = Cell(" ", foreground: .white, background: .black)
        var grid = CellGrid(Size(width: width, height: height), filledWith: blank)
        var chart = Chart(
            series: series, scaling: scaling, marker: marker, axis: .white, label: .white,
            guide: nil, firstX: 0)
        chart.marks = marks.map { .init(x: $0, color: .white, faint: .white) }
        chart.draw(into: &grid, area: grid.bounds)
        return grid.text
    }

    private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    fileprivate func series(_ letter: Unicode.Scalar, _ values: [Double], spread: Double = 0) -> ChartSeries {
        ChartSeries(
            letter: letter, color: .white, faint: .black,
            points: values.enumerated().map { i, value in
                .init(x: Double(i * 10), low: value - spread, mean: value, high: value + spread)
            })
    }

    @Test func `a rising line is drawn from corner to corner with its letter at the end`() {
        #expect(
            drawn([series("D", (0...20).map { Double($0) / 20 })]) == """
                 │
                1┤                       ⢀⣀⡤ D
                 │                  ⢀⣀⡤⠖⠚⠉
                 │             ⢀⣀⡤⠖⠚⠉
                 │        ⢀⣠⠤⠖⠚⠉
                 │   ⢀⣠⠤⠖⠋⠉
                0┤⠤⠖⠋⠉
                 └┬────────────┬───────────┬
                  0           100         200
                """)
    }

    @Test func `a mark is drawn at its x behind the curve; one outside is not drawn`() {
        #expect(
            drawn([series("D", (0...20).map { Double($0) / 20 })], marks: [100, 0, 300, -5, .nan]) == """
                 │┊            ┊
                1┤┊            ┊         ⢀⣀⡤ D
                 │┊            ┊    ⢀⣀⡤⠖⠚⠉
                 │┊            ⢀⣀⡤⠖⠚⠉
                 │┊       ⢀⣠⠤⠖⠚⠉
                 │┊  ⢀⣠⠤⠖⠋⠉    ┊
                0┤⠤⠖⠋⠉         ┊
                 └◆────────────◆───────────┬
                  0           100         200
                """)
    }

    @Test func `two curves and their ranges are distinguishable in ASCII`() {
        #expect(
            drawn(
                [
                    series("D", Array(repeating: 0.5, count: 12), spread: 0.25),
                    series("G", (0..<12).map { 2 - Double($0) / 12 }),
                ], marker: .ascii) == """
                     │
                    2┤GGGGGGG
                     │      GGGGGGGGGGGG
                     │                 GGGGGGGGG G
                     │. .  . . . .  . . . .  . .
                     │DDDDDDDDDDDDDDDDDDDDDDDDDD D
                    0┤
                     └┬──────────────────────┬──
                      0                     100
                    """)
    }

    @Test func `blocks have two dots across and two down in each cell`() {
        #expect(
            drawn([series("G", [1, 2, 1, 2, 1])], width: 24, height: 8, marker: .block) == """
                 │
                2┤    ▟▜▖      ▗▛▙
                 │  ▗▛▘ ▀▙    ▗▛ ▝▜▖
                 │ ▄▛    ▝▙▖ ▟▀    ▜▄
                1┤▟▘       ▜▟▘      ▝▙ G
                 │
                 └┬─────────┬────────┬
                  0        20       40
                """)
    }

    @Test func `a logarithmic axis has ticks at decades`() {
        #expect(
            drawn([series("D", [0.01, 0.1, 1, 10, 100])], height: 12, scaling: .logarithmic) == """
                   │                       ⣀ D
                   │                    ⣀⡴⠚⠁
                 10┤                 ⣀⡴⠚⠁
                   │               ⣠⠞⠁
                   │            ⢀⡴⠋⠁
                   │         ⢀⡤⠞⠉
                   │      ⢀⡤⠞⠉
                0.1┤   ⢀⡤⠞⠉
                   │⢀⡤⠞⠉
                   │⠉
                   └┬───────────┬──────────┬
                    0          20         40
                """)
    }

    @Test func `an outlier does not flatten the curves`() {
        var values = Array(repeating: 1.0, count: 400)
        for i in values.indices { values[i] += Double(i % 7) / 10 }
        var spiked = series("D", values, spread: 0.1)
        spiked.points[200].high = 1e6
        #expect(!drawn([spiked], width: 100).contains("1e6"))
        #expect(!drawn([spiked], width: 100).contains("M"))
    }

    @Test func `NaN leaves a gap`() {
        let text = drawn([series("D", [1, 2, .nan, .infinity, 2, 1])])
        #expect(text.contains("D"))
        #expect(!text.contains("nan") && !text.contains("inf"))
    }

    @Test func `without positive values a logarithmic axis becomes linear`() {
        #expect(drawn([series("D", [-3, -2, -1])], scaling: .logarithmic).contains("-3"))
    }

    @Test func `without points or space nothing is drawn`() {
        #expect(isBlank(drawn([series("D", [])])))
        #expect(isBlank(drawn([series("D", [1, 2])], width: 11)))
        #expect(isBlank(drawn([series("D", [1, 2])], height: 3)))
    }

    @Test func `a single point and a flat line are drawn`() {
        #expect(drawn([series("D", [0.7])]).contains("D"))
        #expect(drawn([series("G", [3, 3, 3])]).contains("G"))
    }

    @Test func `ticks have a constant distance`() {
        for most in [0.013, 0.7, 1.3, 4.6, 9.7, 38, 420, 12_345] {
            let text = drawn([series("D", (0...50).map { most * Double($0) / 50 })], width: 60, height: 22)
            let rows = text.split(separator: "\n").enumerated().filter { $0.element.contains("┤") }.map(\.offset)
            let gaps = Set(zip(rows, rows.dropFirst()).map { $1 - $0 })
            #expect(gaps.count == 1, "\(most): \(rows)")
            #expect(gaps.first ?? 0 >= 3)
        }
    }
}

extension ChartTests {
    private static func series(_ values: [Double], others: [[Double]] = []) -> ChartSeries {
        func points(_ values: [Double]) -> [ChartSeries.Point] {
            values.enumerated().map { i, value in
                let marks: ChartSeries.NotFinite =
                    value.isFinite ? [] : value.isNaN ? .nan : value > 0 ? .infinity : .negativeInfinity
                return .init(x: Double(i), low: value, mean: value, high: value, notFinite: marks)
            }
        }
        return ChartSeries(
            letter: "D", color: .white, faint: .black, points: points(values), others: others.map(points))
    }

    private static func drawn(_ series: ChartSeries) -> String {
        var grid = CellGrid(
            Size(width: 24, height: 8), filledWith: Cell(" ", foreground: .white, background: .black))
        Chart(series: [series], marker: .ascii, axis: .white, label: .white, guide: nil)
            .draw(into: &grid, area: grid.bounds)
        return grid.text
    }

    @Test func `values that are not finite are gaps with marks`() {
        let values: [Double] = [1, 1, .nan, .nan, 1, .infinity, 1, -.infinity, 1, 1]
        #expect(
            Self.drawn(Self.series(values)) == """
                 │           ↑
                 │
                1┤DDD     D    D   DDD D
                 │
                 │
                0┤    × ×        ↓
                 └┬──────────┬────────
                  0          5
                """)
    }

    @Test func `a curve of nothing but NaN is marks, not a line and not nothing`() {
        #expect(
            Self.drawn(Self.series([.nan, .nan, .nan])) == """
                1.0┤
                   │
                   │
                0.5┤
                   │
                0.0┤×        ×       ×
                   └┬────────┬───────┬
                    0        1       2
                """)
    }

    @Test func `other runs of points are behind the curve`() {
        #expect(
            Self.drawn(Self.series([0, 0, 0, 0, 0], others: [[1, 1, 1, 1, 1, 1, 1, 1, 1]])) == """
                 │
                1┤::::::::::::::::::::
                 │
                 │
                 │
                0┤DDDDDDDDDDD          D
                 └┬───────────┬───────
                  0           5
                """)
    }
}

extension ChartTests {
    @Test func `a spike at the start does not flatten the curve, and has a mark where the curve leaves the plot`() {
        let values = (0..<100).map { $0 == 1 ? 500.0 : 1 + Double($0 % 10) / 10 }
        let text = drawn([series("D", values)], width: 60, height: 12)
        let lines = text.split(separator: "\n")
        #expect(lines[0].contains("▲") && !text.contains("500"))
        let low = drawn([series("D", values.map { -$0 })], width: 60, height: 12)
        #expect(low.contains("▼") && !low.contains("500"))
        // A curve that rises by as much over all of its length is drawn whole.
        #expect(!drawn([series("D", (0..<100).map { Double($0) * 5 })], width: 60, height: 12).contains("▲"))
    }

    @Test func `an automatic axis is logarithmic only where a linear one flattens most of the curve`() {
        func isLogarithmic(_ values: [Double]) -> Bool {
            Chart(series: [series("D", values)], scaling: .automatic, axis: .white, label: .white, guide: nil)
                .isLogarithmic
        }
        #expect(isLogarithmic((0..<100).map { 900 * pow(0.9, Double($0)) + 0.5 }))
        #expect(!isLogarithmic((0..<100).map { 1 + Double($0) }))
        #expect(!isLogarithmic((0..<100).map { 900 * pow(0.9, Double($0)) - 1 }))
        #expect(!isLogarithmic([0.1, 1000]))
    }

    @Test func `times are labelled as times`() {
        #expect([0, 65, 3725, 400_000].map(TimeTicks.duration) == ["0:00", "1:05", "1:02:05", "111 h"])
        #expect(TimeTicks.clock(1_700_000_000, offset: 3600, span: 3600) == "23:13")
        #expect(TimeTicks.clock(1_700_000_000, offset: 0, span: 100) == "22:13:20")
        #expect(TimeTicks.clock(951_782_400, offset: 0, span: 1e6) == "02-29")
        #expect(TimeTicks.dateAndTime(1_700_000_000, offset: 0) == "2023-11-14 22:13")
        var chart = Chart(
            series: [series("D", (0...30).map(Double.init))], axis: .white, label: .white, guide: nil, firstX: 0)
        chart.xAxis = .duration
        var grid = CellGrid(
            Size(width: 40, height: 8), filledWith: Cell(" ", foreground: .white, background: .black))
        chart.draw(into: &grid, area: grid.bounds)
        #expect(grid.text.contains("2:00") && grid.text.contains("4:00"))
    }
}
