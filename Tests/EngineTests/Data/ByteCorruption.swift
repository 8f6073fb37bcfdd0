/// Random corruption of a file's bytes, a function of a seed.
struct ByteCorruption {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func random(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(limit, 1)
    }

    /// One to four changes: a flipped bit, an extreme byte, a truncation, a duplicated or removed range.
    ///
    /// Half of them are in the first `head` bytes, where the sizes are.
    mutating func applied(to original: [UInt8], head: Int) -> [UInt8] {
        var bytes = original
        for _ in 0...random(below: 4) where !bytes.isEmpty {
            let limit = random(below: 2) == 0 ? min(head, bytes.count) : bytes.count
            let position = random(below: limit)
            switch random(below: 6) {
            case 0, 1: bytes[position] ^= 1 << UInt8(random(below: 8))
            case 2: bytes[position] = [0, 0xFF, 0x7F, 0x80, UInt8(random(below: 256))][random(below: 5)]
            case 3: bytes.removeLast(random(below: bytes.count))
            case 4: bytes.insert(contentsOf: bytes[position..<min(position + 16, bytes.count)], at: position)
            default: bytes.removeSubrange(position..<min(position + 1 + random(below: 12), bytes.count))
            }
        }
        return bytes
    }
}
