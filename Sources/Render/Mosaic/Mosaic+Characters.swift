extension Mosaic {
    /// Characters by brightness, dark to light.
    static let ramp: [Unicode.Scalar] = Array(" .:-=+*#%@".unicodeScalars)

    /// One pixel for each cell: its brightness is the character, its colour the foreground, brightened so that dark pixels are visible.
    func drawCharacters(_ plane: PixelPlane, into grid: inout CellGrid) {
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                let color = plane[x, y], brightness = color.brightness
                let scalar = Self.ramp[min(Int(brightness * Float(Self.ramp.count)), Self.ramp.count - 1)]
                let strong = brightness > 0 ? color.scaled(by: 1 / max(brightness, 0.35)) : ink
                let foreground = mode == .none || scalar == " " ? ink : mode.nearest(strong)
                grid[x, y] = Cell(scalar, foreground: foreground, background: background)
            }
        }
    }
}

extension Color {
    /// Every channel times `factor`, clipped to 255.
    func scaled(by factor: Float) -> Color {
        func scale(_ value: UInt8) -> UInt8 { UInt8(min(Float(value) * factor, 255)) }
        return Color(scale(red), scale(green), scale(blue))
    }
}
