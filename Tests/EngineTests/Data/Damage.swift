/// Seeded damage to bytes: what a bad disk, a bad copy or bad will can make of a file.
struct Damage {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func number(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(limit, 1)
    }

    /// One to four changes: a flipped bit, an extreme byte, a cut end, a doubled or a lost piece.
    ///
    /// Half of them hit the first `head` bytes, where the sizes are.
    mutating func applied(to original: [UInt8], head: Int) -> [UInt8] {
        var bytes = original
        for _ in 0...number(below: 4) where !bytes.isEmpty {
            let reach = number(below: 2) == 0 ? min(head, bytes.count) : bytes.count
            let place = number(below: reach)
            switch number(below: 6) {
            case 0, 1: bytes[place] ^= 1 << UInt8(number(below: 8))
            case 2: bytes[place] = [0, 0xFF, 0x7F, 0x80, UInt8(number(below: 256))][number(below: 5)]
            case 3: bytes.removeLast(number(below: bytes.count))
            case 4: bytes.insert(contentsOf: bytes[place..<min(place + 16, bytes.count)], at: place)
            default: bytes.removeSubrange(place..<min(place + 1 + number(below: 12), bytes.count))
            }
        }
        return bytes
    }
}
