/// Fills a buffer with standard normal numbers.
package struct NormalKernel: Sendable {
    package var stream: UInt32, target: Int, count: Int

    private static let groupsPerChunk = 32
    package var chunks: Int { (count + 64 * Self.groupsPerChunk - 1) / (64 * Self.groupsPerChunk) }

    func run(chunk: Int, seed: UInt64, counter: UInt64, arena: UnsafeMutablePointer<Float>) {
        let random = CounterRandom(seed: seed, stream: stream, counter: counter)
        let end = min(count, (chunk + 1) * 64 * Self.groupsPerChunk)
        for group in chunk * Self.groupsPerChunk..<(end + 63) / 64 {
            let numbers = random.normals(group: group)
            for part in 0..<4 {
                let first = group * 64 + part * 16
                if first + 16 <= end {
                    UnsafeMutableRawPointer(arena + target + first).storeBytes(of: numbers[part], as: Vector.self)
                } else {
                    for i in 0..<max(0, end - first) { arena[target + first + i] = numbers[part][i] }
                }
            }
        }
    }
}
