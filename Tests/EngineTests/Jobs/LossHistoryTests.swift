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

    @Test func `values that are not finite enter no bucket`() {
        var history = LossHistory()
        history.append(1, step: 1)
        history.append(.nan, step: 2)
        #expect(history.buckets.count == 1)
        #expect(history.last?.isNaN == true)
    }
}
