extension CellGrid {
    /// The cells as UTF-8 text with colour escapes (ECMA-48, ISO 8613-6), for printing: a line for each row, colours only where they
    /// change, with a reset at the end of each line.
    package func escaped(mode: ColorMode) -> [UInt8] {
        var text = EscapedText(mode: mode)
        text.bytes.reserveCapacity(cells.count * (mode == .truecolor ? 36 : 16))
        for y in 0..<height {
            for x in 0..<width where self[x, y].scalar != Cell.continuation {
                text.append(self[x, y], marks: marks(x: x, y: y))
            }
            text.endLine()
        }
        return text.bytes
    }

    /// The escapes that update a screen in the cells of `runs`, with a reset at the end.
    package func escaped(_ runs: [Run], mode: ColorMode) -> [UInt8] {
        var text = EscapedText(mode: mode)
        text.bytes.reserveCapacity(runs.reduce(0) { $0 + 10 + $1.count * 40 })
        var end = (x: -1, y: -1)
        for run in runs {
            // Writing a short gap again takes fewer bytes than a cursor movement.
            let isNear = run.y == end.y && run.x - end.x <= 4
            if !isNear { text.move(x: run.x, y: run.y) }
            for x in (isNear ? end.x : run.x)..<run.x + run.count where self[x, run.y].scalar != Cell.continuation {
                text.append(self[x, run.y], marks: marks(x: x, y: run.y))
            }
            end = (run.x + run.count, run.y)
        }
        text.reset()
        return text.bytes
    }
}

/// Bytes for a terminal, with the terminal's current colours and attributes.
private struct EscapedText {
    let mode: ColorMode
    var bytes: [UInt8] = []
    private var foreground, background: Color?
    private var attributes: Cell.Attributes = []

    init(mode: ColorMode) { self.mode = mode }

    mutating func move(x: Int, y: Int) {
        bytes += [0x1B, UInt8(ascii: "[")]
        put(y + 1)
        bytes.append(UInt8(ascii: ";"))
        put(x + 1)
        bytes.append(UInt8(ascii: "H"))
    }

    mutating func append(_ cell: Cell, marks: [Unicode.Scalar]) {
        let wanted = cell.attributes.intersection([.bold, .underline])
        if wanted != attributes {
            reset()
            for (attribute, code) in [(Cell.Attributes.bold, "1"), (.underline, "4")] where wanted.contains(attribute) {
                bytes += Array("\u{1B}[\(code)m".utf8)
            }
            attributes = wanted
        }
        if mode != .none {
            let changesBack = cell.background != background
            // A space shows its background only.
            let changesFront = cell.foreground != foreground && cell.scalar != " "
            if changesBack || changesFront {
                bytes += [0x1B, UInt8(ascii: "[")]
                if changesFront {
                    put(cell.foreground, offset: 0)
                    foreground = cell.foreground
                }
                if changesBack {
                    if changesFront { bytes.append(UInt8(ascii: ";")) }
                    put(cell.background, offset: 10)
                    background = cell.background
                }
                bytes.append(UInt8(ascii: "m"))
            }
        }
        append(cell.scalar)
        for mark in marks { append(mark) }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            bytes.append(UInt8(scalar.value))
        } else {
            for unit in UTF8.encode(scalar) ?? .init() { bytes.append(unit) }
        }
    }

    mutating func endLine() {
        if mode != .none { reset() }
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func reset() {
        bytes += [0x1B, UInt8(ascii: "["), UInt8(ascii: "0"), UInt8(ascii: "m")]
        (foreground, background, attributes) = (nil, nil, [])
    }

    /// The SGR parameters that set a colour; `offset` is 0 for the foreground, 10 for the background.
    private mutating func put(_ color: Color, offset: Int) {
        switch mode {
        case .truecolor:
            put(38 + offset)
            bytes += [UInt8(ascii: ";"), UInt8(ascii: "2")]
            for value in [color.red, color.green, color.blue] {
                bytes.append(UInt8(ascii: ";"))
                put(Int(value))
            }
        case .palette256:
            put(38 + offset)
            bytes += [UInt8(ascii: ";"), UInt8(ascii: "5"), UInt8(ascii: ";")]
            put(Palette.index256(of: color))
        case .palette16:
            let index = Palette.index16(of: color)
            put((index < 8 ? 30 : 82) + index + offset)
        case .none: break
        }
    }

    /// A number of 0...9999 in decimal.
    private mutating func put(_ number: Int) {
        if number >= 1000 { bytes.append(UInt8(48 + number / 1000 % 10)) }
        if number >= 100 { bytes.append(UInt8(48 + number / 100 % 10)) }
        if number >= 10 { bytes.append(UInt8(48 + number / 10 % 10)) }
        bytes.append(UInt8(48 + number % 10))
    }
}
