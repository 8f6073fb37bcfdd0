import Numerics

/// Fills a buffer with standard normal numbers.
struct NormalKernel: Kernel {
    let stream: UInt32
    let target: Int, count: Int

    private static let groupsPerChunk = 32
    var chunks: Int { (count + 64 * Self.groupsPerChunk - 1) / (64 * Self.groupsPerChunk) }

    func run(chunk: Int, in context: KernelContext) {
        let random = CounterRandom(seed: context.seed, stream: stream, counter: context.counter)
        let result = context.arena + target
        let end = min(count, (chunk + 1) * 64 * Self.groupsPerChunk)
        for group in chunk * Self.groupsPerChunk..<(end + 63) / 64 {
            let values = random.normals(group: group)
            for part in 0..<4 {
                let first = group * 64 + part * 16
                if first + 16 <= end {
                    UnsafeMutableRawPointer(result + first).storeBytes(of: values[part], as: Vector.self)
                } else {
                    for i in 0..<max(0, end - first) { result[first + i] = values[part][i] }
                }
            }
        }
    }
}
