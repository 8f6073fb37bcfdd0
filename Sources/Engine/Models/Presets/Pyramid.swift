/// Image sizes that halve down to 4 or 7 pixels, and the channels at each.
enum Pyramid {
    /// Sizes that convolutional presets take.
    static let sizes = [16, 28, 32, 64, 128]

    /// How often `size` is halved, and what remains: 7 for 28, else 4.
    static func levels(_ size: Int) -> (halvings: Int, smallest: Int) {
        let smallest = size % 7 == 0 ? 7 : 4
        return ((size / smallest).trailingZeroBitCount, smallest)
    }

    /// `baseChannels` at the largest size, twice as many at each smaller one.
    static func maps(_ baseChannels: Int, levels: Int) -> [Int] { (0..<levels).map { baseChannels << $0 } }
}
