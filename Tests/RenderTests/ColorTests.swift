import Render
import Testing

@Suite struct ColorTests {
    @Test func `hex text is read and written back`() {
        #expect(Color("#e3b557") == Color(0xE3, 0xB5, 0x57))
        #expect(Color("#E3B557")?.hex == 0xE3B557)
        #expect(Color("e3b557") == nil)
        #expect(Color("#e3b5") == nil)
        #expect(Color("#+3b557") == nil)
    }

    @Test func `black on white has the contrast of WCAG`() {
        #expect(abs(Color.black.contrast(with: .white) - 21) < 1e-6)
        #expect(abs(Color(hex: 0x777777).contrast(with: .white) - 4.48) < 0.01)
    }

    @Test func `the 256 colours never use one of the first sixteen`() {
        for hex in stride(from: UInt32(0), through: 0xFFFFFF, by: 4099) {
            #expect(Palette.index256(of: Color(hex: hex)) >= 16)
        }
    }

    @Test func `each fixed colour is its own nearest`() {
        for index in 16...255 {
            let color = Palette.color256(index)
            #expect(Palette.color256(Palette.index256(of: color)) == color)
        }
        for (index, color) in Palette.colors16.enumerated() { #expect(Palette.index16(of: color) == index) }
    }

    @Test func `the search finds the nearest fixed colour`() {
        // The distance the search is defined by: channels weighted 3, 6, 2.
        func distance(_ a: Color, _ b: Color) -> Int {
            let r = Int(a.red) - Int(b.red), g = Int(a.green) - Int(b.green), b = Int(a.blue) - Int(b.blue)
            return 3 * r * r + 6 * g * g + 2 * b * b
        }
        for hex in stride(from: UInt32(0), through: 0xFFFFFF, by: 30_011) {
            let color = Color(hex: hex), found = Palette.color256(Palette.index256(of: color))
            let best = (16...231).map { distance(color, Palette.color256($0)) }.min() ?? 0
            #expect(distance(color, found) <= best, "\(color)")
        }
    }

    @Test func `text keeps its hue in sixteen colours`() {
        #expect(Palette.textIndex16(of: Color(hex: 0xEE8359)) == 9)
        #expect(Palette.textIndex16(of: Color(hex: 0x5FA8EA)) == 14)
        #expect(Palette.textIndex16(of: Color(hex: 0x107A20)) == 2)
        #expect(Palette.textIndex16(of: Color(hex: 0xDCE1EA)) == 7)
    }
}
