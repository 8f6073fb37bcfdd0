/// The fixed palettes of terminals.
package enum Palette {
    /// Levels of the 6x6x6 cube, colours 16 to 231 of a 256-colour terminal.
    static let cubeLevels: [Int] = [0, 95, 135, 175, 215, 255]

    /// xterm's first sixteen colours. Users change them, so the 256-colour search does not use them.
    package static let colors16: [Color] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ].map { Color(hex: $0) }

    /// The colour of `index`, 16...255: the cube, then 24 greys.
    package static func color256(_ index: Int) -> Color {
        precondition((16...255).contains(index), "colour \(index) is not fixed")
        if index >= 232 {
            let grey = UInt8(8 + 10 * (index - 232))
            return Color(grey, grey, grey)
        }
        let position = index - 16
        return Color(
            UInt8(cubeLevels[position / 36]), UInt8(cubeLevels[position / 6 % 6]), UInt8(cubeLevels[position % 6]))
    }

    /// The nearest of the cube and the greys, 16...255.
    package static func index256(of color: Color) -> Int {
        // The cube is a product of three axes, so the nearest of its colours is the nearest level on each.
        let r = nearestLevel(color.red), g = nearestLevel(color.green), b = nearestLevel(color.blue)
        let cube = 16 + 36 * r + 6 * g + b
        let brightness = (3 * Int(color.red) + 6 * Int(color.green) + 2 * Int(color.blue)) / 11
        let grey = 232 + min(max((brightness - 3) / 10, 0), 23)
        return color.distance(to: color256(grey)) < color.distance(to: color256(cube)) ? grey : cube
    }

    private static func nearestLevel(_ value: UInt8) -> Int {
        // Midpoints of the levels.
        switch value {
        case ..<48: 0
        case ..<115: 1
        default: (Int(value) - 35) / 40
        }
    }

    /// The colour of the first sixteen for text, 0...15: a colour keeps its hue, where the nearest colour would often be grey.
    package static func textIndex16(of color: Color) -> Int {
        let strongest = max(color.red, color.green, color.blue), weakest = min(color.red, color.green, color.blue)
        let range = strongest - weakest
        guard range > 70, range > strongest / 3, !colors16.contains(color) else { return index16(of: color) }
        // Channels above the middle of the colour's range are set; red, green and blue are bits 0, 1 and 2.
        let middle = weakest + range / 2
        let bits = (color.red > middle ? 1 : 0) | (color.green > middle ? 2 : 0) | (color.blue > middle ? 4 : 0)
        return strongest > 150 ? bits + 8 : bits
    }

    /// The nearest of the first sixteen, 0...15.
    package static func index16(of color: Color) -> Int {
        colors16.indices.min { color.distance(to: colors16[$0]) < color.distance(to: colors16[$1]) } ?? 0
    }
}
