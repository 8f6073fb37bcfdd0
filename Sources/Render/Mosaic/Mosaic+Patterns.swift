extension Mosaic {
    /// Four or six pixels a cell in two colours: the pixels are parted along the channel that varies most, at the
    /// middle of its range, and each part takes the mean colour of its pixels.
    func drawPatterns(_ plane: PixelPlane, _ glyphs: DotGlyphs, into grid: inout CellGrid) {
        var block: [Color] = []
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                block.removeAll(keepingCapacity: true)
                for row in 0..<glyphs.rows {
                    for column in 0..<glyphs.columns {
                        block.append(plane[x * glyphs.columns + column, y * glyphs.rows + row])
                    }
                }
                let mask = Self.brighterPart(of: block)
                let lit = block.indices.filter { mask >> $0 & 1 == 1 }.map { block[$0] }
                let rest = block.indices.filter { mask >> $0 & 1 == 0 }.map { block[$0] }
                let back = mode.nearest(Color.mean(of: rest))
                let front = lit.isEmpty ? back : mode.nearest(Color.mean(of: lit))
                grid[x, y] = front == back ? Cell(" ", foreground: back, background: back)
                    : Cell(glyphs.scalar(mask), foreground: front, background: back)
            }
        }
    }

    /// The bits of the colours above the middle of the channel with the widest range; 0 when all are alike.
    static func brighterPart(of block: [Color]) -> Int {
        let channels: [(Color) -> UInt8] = [\.green, \.red, \.blue]
        var widest = (range: 0, middle: 0, channel: channels[0])
        for channel in channels {
            let low = Int(block.map(channel).min() ?? 0), high = Int(block.map(channel).max() ?? 0)
            if high - low > widest.range { widest = (high - low, (high + low) / 2, channel) }
        }
        guard widest.range > 0 else { return 0 }
        return block.indices.reduce(0) { $0 | (Int(widest.channel(block[$1])) > widest.middle ? 1 << $1 : 0) }
    }
}

extension Color {
    /// The mean in linear light; black for none.
    static func mean(of colors: [Color]) -> Color {
        guard let first = colors.first else { return .black }
        if colors.count == 1 { return first }
        let linear = LinearLight.fromByte, scale = Float(LinearLight.resolution) / Float(colors.count)
        func mean(_ channel: (Color) -> UInt8) -> UInt8 {
            let sum = colors.reduce(Float(0)) { $0 + linear[Int(channel($1))] }
            return LinearLight.toByte[min(Int(sum * scale + 0.5), LinearLight.resolution)]
        }
        return Color(mean(\.red), mean(\.green), mean(\.blue))
    }
}
