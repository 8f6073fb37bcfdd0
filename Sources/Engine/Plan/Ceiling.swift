import Dispatch

/// What this machine can do at most: the yardsticks that plans and benchmarks are held against.
public enum Ceiling {
    /// Floating point operations a second of a large matrix product over `lanes` threads; best of `repetitions`.
    public static func productRate(lanes: Int, extent: Int = 2048, repetitions: Int = 3) -> Double {
        let graph = Graph()
        let product = graph.input("a", [extent, extent]).matmul(graph.input("b", [extent, extent]))
        let plan = Plan([product], layout: StateLayout(graph), lanes: lanes)
        let executor = Executor([plan], seed: 0)
        for name in ["a", "b"] { executor.write(name, CounterRandom(seed: 1, stream: 0, counter: 0).normals(extent * extent)) }
        return Double(plan.productOperations) / seconds(repetitions) { executor.run(plan, counter: 0) }
    }

    /// Bytes a second read and written by c = a + b over arrays that no cache holds.
    public static func memoryRate(lanes: Int, count: Int = 1 << 24, repetitions: Int = 5) -> Double {
        let graph = Graph()
        let sum = graph.input("a", [count]) + graph.input("b", [count])
        let plan = Plan([sum], layout: StateLayout(graph), lanes: lanes)
        let executor = Executor([plan], seed: 0)
        return Double(plan.bytes) / seconds(repetitions) { executor.run(plan, counter: 0) }
    }

    /// The least of `repetitions` runs after one that warms up.
    public static func seconds(_ repetitions: Int, _ work: () -> Void) -> Double {
        work()
        return (0..<repetitions).map { _ in
            let start = DispatchTime.now().uptimeNanoseconds
            work()
            return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        }.min() ?? 0
    }
}
