// N batch, H height, W width, C channels.

/// Shifts images (N, H, W, C) by whole pixels and fills the border with zeros.
struct TranslateKernel: Kernel {
    /// 1 shifts down and right by the given offsets, -1 up and left.
    let sign: Int
    let images: Int, height: Int, width: Int, channels: Int
    /// Offsets in the arena of the images, of the shifts (N, 2), and of the result.
    let source: Int, shifts: Int, target: Int

    var chunks: Int { min(images, max(1, images * height * width * channels >> 15)) }

    func run(chunk: Int, in context: KernelContext) {
        let arena = context.arena, line = width * channels
        for n in images * chunk / chunks..<images * (chunk + 1) / chunks {
            let (down, right) = (Self.whole(arena[shifts + 2 * n]), Self.whole(arena[shifts + 2 * n + 1]))
            for row in 0..<height {
                let y = arena + target + (n * height + row) * line, x = arena + source + n * height * line
                let (from, shift) = (row - sign * down, sign * right)
                guard from >= 0, from < height, abs(shift) < width else {
                    y.update(repeating: 0, count: line); continue
                }
                let (first, last) = (max(0, shift) * channels, (width + min(0, shift)) * channels)
                y.update(repeating: 0, count: first)
                (y + first).update(from: x + from * line + first - shift * channels, count: last - first)
                (y + last).update(repeating: 0, count: line - last)
            }
        }
    }

    /// The nearest integer; for NaN and huge values an integer outside any image.
    private static func whole(_ value: Float) -> Int { abs(value) < 1e6 ? Int(value.rounded()) : 1 << 20 }
}
