// N batch, H height, W width, C channels.

/// Moves pictures by whole pixels, or cuts a rectangle out of each.
package struct DisplaceKernel: Sendable {
    enum Change: Sendable {
        /// Down and right by `sign` times the numbers given.
        case move(sign: Int)
        case cut(height: Int, width: Int)
    }

    let change: Change
    let pictures: Int, height: Int, width: Int, channels: Int
    let source: Int, numbers: Int, target: Int

    package var chunks: Int { min(pictures, max(1, pictures * height * width * channels >> 15)) }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>) {
        let line = width * channels
        for n in pictures * chunk / chunks..<pictures * (chunk + 1) / chunks {
            let (down, right) = (Self.whole(arena[numbers + 2 * n]), Self.whole(arena[numbers + 2 * n + 1]))
            for row in 0..<height {
                let y = arena + target + (n * height + row) * line, x = arena + source + n * height * line
                switch change {
                case .move(let sign):
                    let (from, shift) = (row - sign * down, sign * right)
                    guard from >= 0, from < height, abs(shift) < width else { y.update(repeating: 0, count: line); continue }
                    let (first, last) = (max(0, shift) * channels, (width + min(0, shift)) * channels)
                    y.update(repeating: 0, count: first)
                    (y + first).update(from: x + from * line + first - shift * channels, count: last - first)
                    (y + last).update(repeating: 0, count: line - last)
                case .cut(let cutHeight, let cutWidth):
                    y.update(from: x + row * line, count: line)
                    guard row >= down, row < down + cutHeight else { continue }
                    let (first, last) = (min(max(right, 0), width), min(max(right + cutWidth, 0), width))
                    (y + first * channels).update(repeating: 0, count: (last - first) * channels)
                }
            }
        }
    }

    /// The nearest whole number; far outside any picture for what is not a number.
    private static func whole(_ value: Float) -> Int { abs(value) < 1e6 ? Int(value.rounded()) : 1 << 20 }
}
