/// Fills a buffer with numbers spread evenly in 0..<1.
package struct UniformKernel: Sendable {
    package var stream: UInt32, target: Int, count: Int

    func run(seed: UInt64, counter: UInt64, arena: UnsafeMutablePointer<Float>) {
        let random = CounterRandom(seed: seed, stream: stream, counter: counter)
        for i in 0..<count { arena[target + i] = random.uniform(at: i) }
    }
}
