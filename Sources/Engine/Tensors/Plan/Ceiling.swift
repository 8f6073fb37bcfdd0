import Dispatch
package import Numerics

/// The peak rates of this machine, measured: the reference for plans and benchmarks.
package enum Ceiling {
    /// Floating point operations a second of a large matrix product over `threads` threads; best of `repetitions`.
    package static func productRate(
        threads: Int, precision: Precision = .fp32, size: Int = 2048, repetitions: Int = 3
    ) -> Double {
        let graph = Graph()
        let product = graph.input("a", [size, size]).matmul(graph.input("b", [size, size]))
        let plan = Plan([product], layout: StateLayout(graph), threads: threads, precision: precision)
        let executor = Executor([plan], seed: 0)
        for name in ["a", "b"] {
            executor.write(name, CounterRandom(seed: 1, stream: 0, counter: 0).normals(size * size))
        }
        return Double(plan.productOperations) / seconds(repetitions) { executor.run(plan, counter: 0) }
    }

    /// Bytes a second read and written by c = a + b over arrays that do not fit in any cache.
    package static func memoryRate(threads: Int, count: Int = 1 << 24, repetitions: Int = 5) -> Double {
        let graph = Graph()
        let sum = graph.input("a", [count]) + graph.input("b", [count])
        let plan = Plan([sum], layout: StateLayout(graph), threads: threads)
        let executor = Executor([plan], seed: 0)
        return Double(plan.bytes) / seconds(repetitions) { executor.run(plan, counter: 0) }
    }

    /// Seconds of the fastest of `repetitions` runs, after one to warm up.
    package static func seconds(_ repetitions: Int, _ work: () -> Void) -> Double {
        work()
        return (0..<repetitions).map { _ in
            let start = DispatchTime.now().uptimeNanoseconds
            work()
            return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        }.min() ?? 0
    }
}
