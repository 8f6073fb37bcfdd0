import Raster
import Render
import Testing

@Suite struct MosaicTests {
    private func bitmap(_ width: Int, _ height: Int, channels: Int = 3, _ color: (Int, Int) -> [UInt8]) -> Bitmap {
        var pixels: [UInt8] = []
        for y in 0..<height { for x in 0..<width { pixels += color(x, y) } }
        return Bitmap(width: width, height: height, channels: channels, pixels: pixels)
    }

    @Test func `at its own size every pixel is unchanged`() {
        let image = bitmap(256, 2) { x, y in [UInt8(x), UInt8(255 - x), UInt8(y == 0 ? x / 2 : 7)] }
        let cells = Mosaic().cells(of: image, size: Size(width: 256, height: 1))
        for x in 0..<256 {
            #expect(cells[x, 0].background == Color(UInt8(x), UInt8(255 - x), UInt8(x / 2)))
            #expect(
                cells[x, 0].foreground
                    == (cells[x, 0].scalar == " "
                        ? cells[x, 0].background
                        : Color(UInt8(x), UInt8(255 - x), 7)))
        }
    }

    @Test func `two equal pixels become a space`() {
        let cells = Mosaic().cells(of: bitmap(1, 2, channels: 1) { _, _ in [90] }, size: Size(width: 1, height: 1))
        #expect(cells[0, 0] == Cell(" ", foreground: Color(90, 90, 90), background: Color(90, 90, 90)))
    }

    @Test func `a smaller chequerboard keeps its light`() {
        let board = bitmap(8, 8, channels: 1) { x, y in [(x + y) % 2 == 0 ? 255 : 0] }
        let cells = Mosaic().cells(of: board, size: Size(width: 4, height: 2))
        // Half the light of white is sRGB 188, not 128.
        for cell in cells.cells { #expect(cell.background == Color(188, 188, 188)) }
    }

    @Test func `an enlarged image keeps its pixels as blocks`() {
        let two = bitmap(2, 1) { x, _ in x == 0 ? [10, 20, 30] : [200, 100, 0] }
        let cells = Mosaic().cells(of: two, size: Size(width: 6, height: 3))
        for y in 0..<3 {
            for x in 0..<6 { #expect(cells[x, y].background == (x < 3 ? Color(10, 20, 30) : Color(200, 100, 0))) }
        }
    }

    @Test func `on an edge a pixel is the weighted mean of the covered bytes`() {
        let row = bitmap(3, 2, channels: 1) { x, _ in [[0, 255, 255][x]] }
        let cells = Mosaic().cells(of: row, size: Size(width: 2, height: 1))
        // The left cell covers all of the black pixel and half of a white one. Of light that is sRGB 156, but light is for
        // detail that fills an area.
        #expect(cells[0, 0].background == Color(85, 85, 85))
        #expect(cells[1, 0].background == .white)
    }

    @Test func `quadrants and sextants partition a cell into its two colours`() {
        let corner = bitmap(2, 2) { x, y in x == 1 && y == 0 ? [250, 240, 230] : [10, 20, 30] }
        let quadrant = Mosaic(style: .dots(.quadrants)).cells(of: corner, size: Size(width: 1, height: 1))[0, 0]
        #expect(quadrant == Cell("▝", foreground: Color(250, 240, 230), background: Color(10, 20, 30)))
        let left = bitmap(2, 3) { x, _ in x == 0 ? [0, 255, 0] : [0, 0, 0] }
        let sextant = Mosaic(style: .dots(.sextants)).cells(of: left, size: Size(width: 1, height: 1))[0, 0]
        #expect(sextant == Cell("▌", foreground: Color(0, 255, 0), background: .black))
    }

    @Test(arguments: [ColorMode.palette256, .palette16])
    func `with a palette only its colours are used, with the mean of the image`(mode: ColorMode) {
        let grey = bitmap(64, 64, channels: 1) { _, _ in [100] }
        let cells = Mosaic(mode: mode).cells(of: grey, size: Size(width: 64, height: 32))
        let colors = cells.cells.flatMap { [$0.background, $0.foreground] }
        for color in Set(colors) { #expect(mode.nearest(color) == color) }
        let sum = cells.cells.reduce(0) { $0 + Int($1.background.red) + Int($1.foreground.red) }
        #expect(abs(sum / (2 * cells.cells.count) - 100) < 12)
    }

    @Test func `without colours half of the dots of middle grey are lit`() {
        let grey = bitmap(16, 32, channels: 1) { _, _ in [128] }
        let cells = Mosaic(mode: .none).cells(of: grey, size: Size(width: 16, height: 16))
        let dots: [Unicode.Scalar: Int] = ["▀": 1, "▄": 1, "█": 2]
        #expect(cells.cells.reduce(0) { $0 + dots[$1.scalar, default: 0] } == 256)
    }

    @Test func `in ASCII brighter pixels have denser characters`() {
        let ramp = bitmap(10, 1, channels: 1) { x, _ in [UInt8(x * 28)] }
        let cells = Mosaic(style: .ascii, mode: .none).cells(of: ramp, size: Size(width: 10, height: 1))
        #expect(cells.text == " .:-=+*#%@")
    }

    @Test func `an empty image or size is empty`() {
        let empty = Bitmap(width: 0, height: 0, channels: 3, pixels: [])
        #expect(Mosaic().cells(of: empty, size: Size(width: 2, height: 1)).text == "")
        let one = bitmap(1, 1) { _, _ in [1, 2, 3] }
        #expect(Mosaic().cells(of: one, size: Size(width: 0, height: 3)).cells.isEmpty)
    }
}
