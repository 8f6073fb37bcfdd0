import Numerics

/// Fills a buffer with uniform numbers in 0..<1.
struct UniformKernel: Kernel {
    let stream: UInt32
    let target: Int, count: Int

    var chunks: Int { 1 }

    func run(chunk: Int, in context: KernelContext) {
        let random = CounterRandom(seed: context.seed, stream: stream, counter: context.counter)
        for i in 0..<count { context.arena[target + i] = random.uniform(at: i) }
    }
}
