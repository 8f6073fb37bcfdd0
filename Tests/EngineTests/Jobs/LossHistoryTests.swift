import Jobs
import Testing

@Suite struct LossHistoryTests {
    @Test func `memory is bounded and spikes are kept`() {
        var history = LossHistory()
        for step in 1...100_000 { history.append(step == 31_337 ? 1000 : 1, step: step) }
        #expect(history.buckets.count <= LossHistory.capacity)
        #expect(history.buckets.reduce(0) { $0 + $1.count } == 100_000)
        let spike = history.buckets.filter { $0.maximum == 1000 }
        #expect(spike.count == 1)
        #expect(spike[0].firstStep <= 31_337 && 31_337 < spike[0].firstStep + spike[0].count)
    }

    @Test func `buckets cover the steps in order without gaps`() {
        var history = LossHistory()
        for step in 1...20_001 { history.append(Float(step), step: step) }
        var next = 1
        for bucket in history.buckets {
            #expect(bucket.firstStep == next)
            next += bucket.count
        }
        #expect(next == 20_002)
        #expect(history.last == 20_001)
    }

    @Test func `values that are not finite leave mean and range alone, and stay marked`() {
        var history = LossHistory()
        for (i, value) in [1, Float.nan, .infinity, -.infinity, 3].enumerated() { history.append(value, step: i) }
        #expect(history.buckets.map(\.notFinite) == [[], .nan, .infinity, .negativeInfinity, []])
        #expect(history.buckets[1].mean.isNaN && history.buckets[1].finiteCount == 0)
        #expect(history.buckets[2].mean == .infinity && history.buckets[3].mean == -.infinity)
        #expect(history.last == 3)
        var long = LossHistory()
        for step in 0..<50_000 { long.append(step == 777 ? .nan : 2, step: step) }
        let marked = long.buckets.filter { !$0.notFinite.isEmpty }
        #expect(marked.count == 1 && marked[0].firstStep <= 777 && 777 <= marked[0].lastStep && marked[0].mean == 2)
    }

    @Test func `the newest values stay single`() {
        var history = LossHistory()
        for step in 0..<200_000 { history.append(Float(step), step: step) }
        #expect(history.buckets.suffix(512).map(\.sum) == (199_488..<200_000).map(Double.init))
        #expect(history.buckets.allSatisfy { $0.count == $0.lastStep - $0.firstStep + 1 })
        #expect(history.buckets.count <= LossHistory.capacity)
    }

    @Test func `the end of a history is removed, exactly where its values are single`() {
        var history = LossHistory()
        for step in 0..<20_000 { history.append(1, step: step) }
        let isExact = history.removeAll(after: 19_900)
        #expect(isExact)
        #expect(history.lastStep == 19_900 && history.buckets.reduce(0) { $0 + $1.count } == 19_901)
        let first = history.buckets[0]
        let isRough = !history.removeAll(after: first.firstStep)
        #expect(isRough == (first.count > 1) && history.buckets.count == 1)
    }

    @Test func `the values of a checkpoint between two points are the newest, until a later point`() {
        var curve = LossHistory(), end = LossHistory()
        for step in [10, 20] { curve.append(1, step: step, time: Double(step)) }
        end.append(3, step: 25, time: 25)
        let merged = SessionEnd.merged(["loss/a": curve, "end/loss/a": end])
        #expect(Set(merged.keys) == ["loss/a"] && merged["loss/a"]?.last == 3 && merged["loss/a"]?.lastStep == 25)
        curve.append(2, step: 30, time: 30)
        #expect(SessionEnd.merged(["loss/a": curve, "end/loss/a": end])["loss/a"] == curve)
    }

    @Test func `a bucket has the time of its last value, merged ones too`() {
        var history = LossHistory()
        for step in 0..<10_000 { history.append(1, step: step, time: 1000 + Double(step)) }
        #expect(history.buckets.allSatisfy { $0.time == 1000 + Double($0.lastStep) })
    }

    @Test func `sample grids are due at the first steps of the last stage, and at the interval`() {
        func due(_ interval: Int, from start: Int = 0) -> [Int] {
            (0...1300).filter { SampleSchedule.isDue($0, from: start, interval: interval) }
        }
        #expect(due(250) == [10, 25, 50, 100, 250, 500, 750, 1000, 1250])
        #expect(due(1000) == [10, 25, 50, 100, 250, 1000])
        #expect(due(500, from: 600) == [610, 625, 650, 700, 850, 1000])
    }
}
