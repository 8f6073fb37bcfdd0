import FoundationEssentials
import Jobs
import Runs
import Testing

@Suite struct LoggedCurveTests {
    private let scratch = ScratchFolder()

    private func write(_ log: ForeignLog, _ number: Int) throws {
        try scratch.write(log.bytes, "events.out.tfevents.\(number).host")
    }

    private func steps(_ curves: LogCurves) -> [[Int]] {
        curves.curves["loss"]?.passes.map { $0.history.buckets.map(\.firstStep) } ?? []
    }

    @Test func `every epoch whose steps begin again is a pass of its own`() throws {
        var log = ForeignLog()
        for _ in 0..<3 { for step in 0..<4 { log.scalar("loss", 0, step: step) } }
        try write(log, 1)
        var curves = LogCurves(folder: scratch.path)
        try curves.refresh()
        #expect(steps(curves) == [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]])
    }

    @Test func `a new file continues the curve where its steps follow`() throws {
        var first = ForeignLog(), second = ForeignLog()
        for step in 0..<3 { first.scalar("loss", 0, step: step) }
        for step in 3..<5 { second.scalar("loss", 0, step: step) }
        try write(first, 1)
        try write(second, 2)
        var curves = LogCurves(folder: scratch.path)
        try curves.refresh()
        #expect(steps(curves) == [[0, 1, 2, 3, 4]])
    }

    @Test func `two writers in one folder keep their curves, followed live or read at once`() throws {
        var first = ForeignLog(), second = ForeignLog(), live = LogCurves(folder: scratch.path)
        for step in 0..<6 {
            first.scalar("loss", 1, step: 10 * step)
            second.scalar("loss", 2, step: 10 * step + 5)
            try write(first, 1)
            try write(second, 2)
            try live.refresh()
        }
        var once = LogCurves(folder: scratch.path)
        try once.refresh()
        for curves in [live, once] {
            let points = steps(curves).flatMap(\.self)
            #expect(points.sorted() == Array(stride(from: 0, through: 55, by: 5)))
            let values = curves.curves["loss"]?.passes.flatMap { $0.history.buckets.map(\.sum) } ?? []
            #expect(values.count { $0 == 1 } == 6 && values.count { $0 == 2 } == 6)
        }
        #expect(steps(once) == [[0, 10, 20, 30, 40, 50], [5, 15, 25, 35, 45, 55]])
    }

    @Test func `steps that go back and forth stay bounded, and no value is lost`() throws {
        var log = ForeignLog()
        for step in 0..<1500 {
            log.scalar("loss", step == 77 ? 99 : 0, step: 1_000_000 + step)
            log.scalar("loss", 0, step: step)
        }
        try write(log, 1)
        var curves = LogCurves(folder: scratch.path)
        try curves.refresh()
        let passes = try #require(curves.curves["loss"]?.passes)
        #expect(passes.count <= 128)
        let buckets = passes.flatMap(\.history.buckets)
        #expect(buckets.reduce(0) { $0 + $1.count } == 3000 && buckets.count <= 128 * 512)
        #expect(buckets.map(\.maximum).max() == 99)
    }

    @Test func `a session voids the steps that it trains again, exactly in a long log too`() throws {
        var log = ForeignLog()
        for step in 0..<20_000 { log.scalar("loss", step > 5000 ? 50 : 1, step: step) }
        log.start(5001)
        for step in 5001..<5010 { log.scalar("loss", 2, step: step) }
        try write(log, 1)
        var curves = LogCurves(folder: scratch.path, exact: ["loss"])
        try curves.refresh()
        let history = try #require(curves.histories["loss"])
        #expect(history.buckets.reduce(0) { $0 + $1.count } == 5010)
        #expect(history.buckets.map(\.maximum).max() == 2 && history.buckets.map(\.minimum).min() == 1)
        #expect(curves.points("loss").map(\.step) == Array(0..<5010))
        #expect(curves.last("loss")?.step == 5009 && curves.step == 5009)
        // What comes later is appended as usual.
        log.scalar("loss", 3, step: 5010)
        try write(log, 1)
        try curves.refresh()
        #expect(curves.histories["loss"]?.last == 3 && curves.step == 5010)
    }

    @Test func `a session that has logged nothing yet leaves the newest step before it`() throws {
        var log = ForeignLog()
        for step in 0..<10 { log.scalar("loss", Float(step), step: step) }
        log.start(4)
        try write(log, 1)
        var curves = LogCurves(folder: scratch.path)
        try curves.refresh()
        #expect(curves.step == 3 && curves.last("loss")?.value == 3)
    }
}
