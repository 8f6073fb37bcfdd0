import Numerics
import Synchronization
import Testing

@Suite struct ThreadPoolTests {
    @Test(arguments: [1, 2, 5]) func `a loop runs every index once`(threads: Int) {
        for count in [0, 1, 2, 7, 1000] {
            let runs = Mutex([Int](repeating: 0, count: count))
            ThreadPool(threads).forEach(count) { index in runs.withLock { $0[index] += 1 } }
            #expect(runs.withLock { $0 } == [Int](repeating: 1, count: count))
        }
    }

    @Test(arguments: [1, 2, 5]) func `results are in order`(threads: Int) {
        #expect(ThreadPool(threads).map(300) { $0 * $0 } == (0..<300).map { $0 * $0 })
        #expect(ThreadPool(threads).map(0) { $0 }.isEmpty)
    }

    @Test(arguments: [1, 2, 5]) func `results in blocks are in order, with progress from 0 to 1`(threads: Int) {
        var (results, fractions) = ([Int](), [Double]())
        ThreadPool(threads).forEachResult(70, block: 32, progress: { fractions.append($0) }) {
            $0 * 3
        } _: { index, result in
            #expect(results.count == index)
            results.append(result)
        }
        #expect(results == (0..<70).map { $0 * 3 })
        #expect(fractions == [0, 32.0 / 70, 64.0 / 70, 1])
    }

    @Test(arguments: [1, 2, 3]) func `a loop never runs on more threads than the pool has`(threads: Int) {
        let active = Mutex((now: 0, most: 0))
        ThreadPool(threads).forEach(200) { index in
            active.withLock {
                $0.now += 1; $0.most = max($0.most, $0.now)
            }
            var sum = 0.0
            for i in 0..<20_000 { sum += Double(i ^ index).squareRoot() }
            active.withLock { $0.now -= sum > 0 ? 1 : 0 }
        }
        let (now, most) = active.withLock { $0 }
        #expect(now == 0 && (1...threads).contains(most))
    }

    @Test(arguments: [1, 2, 4]) func `a step starts only when the step before it is complete`(threads: Int) {
        let sizes = [3, 1, 17, 4], starts = sizes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        let pool = ThreadPool(threads)
        for _ in 0..<50 {
            let complete = Mutex([Int](repeating: 0, count: sizes.count))
            pool.run(starts: starts) { step, chunk, thread in
                let before = complete.withLock { Array($0[..<step]) }
                if before != Array(sizes[..<step]) || !(0..<sizes[step]).contains(chunk)
                    || !(0..<threads).contains(thread)
                {
                    Issue.record("step \(step), chunk \(chunk) on thread \(thread) after \(before)")
                }
                complete.withLock { $0[step] += 1 }
            }
            #expect(complete.withLock { $0 } == sizes)
        }
    }
}
