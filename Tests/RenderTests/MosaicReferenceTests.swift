import Foundation
import Raster
import Render
import Testing

/// Images in cells against slow reference implementations of the definitions.
@Suite struct MosaicReferenceTests {
    /// SplitMix64 (Steele et al. 2014): the same sequence in every run.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private func noise(_ width: Int, _ height: Int, channels: Int = 3, _ random: inout SplitMix) -> Bitmap {
        Bitmap(
            width: width, height: height, channels: channels,
            pixels: (0..<width * height * channels).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    private func linear(_ byte: UInt8) -> Double {
        let value = Double(byte) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private func byte(_ light: Double) -> Double {
        (255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055)).rounded()
    }

    /// The definition of `AreaMeans`: means over covered areas of bytes and of light, and the opening of their difference.
    private func reference(_ bitmap: Bitmap, _ width: Int, _ height: Int) -> [[Double]] {
        var bytes = [[Double]](repeating: [], count: height), gain = bytes
        for y in 0..<height {
            for x in 0..<width {
                let top = Double(y * bitmap.height) / Double(height),
                    bottom = Double((y + 1) * bitmap.height) / Double(height)
                let left = Double(x * bitmap.width) / Double(width),
                    right = Double((x + 1) * bitmap.width) / Double(width)
                var sum = 0.0, light = 0.0, area = 0.0
                for row in 0..<bitmap.height {
                    for column in 0..<bitmap.width {
                        let across = min(right, Double(column + 1)) - max(left, Double(column))
                        let down = min(bottom, Double(row + 1)) - max(top, Double(row))
                        guard across > 0, down > 0 else { continue }
                        let value = bitmap.pixels[row * bitmap.width + column]
                        sum += across * down * Double(value)
                        light += across * down * linear(value)
                        area += across * down
                    }
                }
                bytes[y].append(sum / area)
                gain[y].append(byte(light / area) - sum / area)
            }
        }
        func around(_ values: [[Double]], _ choose: ([Double]) -> Double?) -> [[Double]] {
            (0..<height).map { y in
                (0..<width).map { x in
                    choose(
                        (max(y - 1, 0)...min(y + 1, height - 1)).flatMap { row in
                            values[row][max(x - 1, 0)...min(x + 1, width - 1)]
                        }) ?? 0
                }
            }
        }
        let opened = around(around(gain) { $0.min() }) { $0.max() }
        return (0..<height).map { y in (0..<width).map { x in min(max(bytes[y][x] + opened[y][x], 0), 255) } }
    }

    @Test(arguments: 0..<12) func `smaller images agree with the slow reference`(seed: UInt64) {
        var random = SplitMix(state: seed)
        let width = Int.random(in: 2...9, using: &random), rows = Int.random(in: 1...5, using: &random)
        let image = noise(
            Int.random(in: width...40, using: &random), Int.random(in: 2 * rows...30, using: &random),
            channels: 1, &random)
        let cells = Mosaic().cells(of: image, size: Size(width: width, height: rows))
        let expected = reference(image, width, 2 * rows)
        for y in 0..<rows {
            for x in 0..<width {
                let cell = cells[x, y]
                #expect(abs(Double(cell.background.red) - expected[2 * y][x]) <= 1.01, "\(x) \(y)")
                #expect(
                    abs(Double(cell.foreground.red) - expected[2 * y + 1][x]) <= 1.01 || cell.scalar == " ", "\(x) \(y)"
                )
            }
        }
    }

    @Test(arguments: [ColorMode.truecolor, .palette256], [DotGlyphs.quadrants, .sextants])
    func `no other partition of a cell has a smaller error`(mode: ColorMode, glyphs: DotGlyphs) {
        var random = SplitMix(state: 7)
        let palette = (16...255).map { Palette.color256($0) }, dots = glyphs.columns * glyphs.rows
        func distance(_ color: Color, _ other: Color) -> Int {
            let r = Int(color.red) - Int(other.red), g = Int(color.green) - Int(other.green),
                b = Int(color.blue) - Int(other.blue)
            return r * r + g * g + b * b
        }
        func leastError(_ part: [Color]) -> Int {
            guard !part.isEmpty else { return 0 }
            func mean(_ channel: KeyPath<Color, UInt8>) -> UInt8 {
                UInt8((part.reduce(0) { $0 + Int($1[keyPath: channel]) } + part.count / 2) / part.count)
            }
            let middle = Color(mean(\.red), mean(\.green), mean(\.blue))
            let candidates = mode == .truecolor ? [middle] : palette
            let chosen = candidates.min { distance($0, middle) < distance($1, middle) } ?? middle
            return part.reduce(0) { $0 + distance(chosen, $1) }
        }
        for _ in 0..<60 {
            let image = noise(glyphs.columns, glyphs.rows, &random)
            let pixels = (0..<dots).map {
                Color(image.pixels[3 * $0], image.pixels[3 * $0 + 1], image.pixels[3 * $0 + 2])
            }
            let cell = Mosaic(style: .dots(glyphs), mode: mode).cells(of: image, size: Size(width: 1, height: 1))[0, 0]
            let mask = (0..<1 << dots).first { glyphs.scalar($0) == cell.scalar } ?? 0
            var error = 0, least = Int.max
            for dot in 0..<dots {
                let shown = mask >> dot & 1 == 1 ? cell.foreground : cell.background
                error += distance(shown, pixels[dot])
            }
            for other in 0..<1 << dots {
                let front = (0..<dots).filter { other >> $0 & 1 == 1 },
                    back = (0..<dots).filter { other >> $0 & 1 == 0 }
                least = min(least, leastError(front.map { pixels[$0] }) + leastError(back.map { pixels[$0] }))
            }
            // Two palette colours may be equally near to a mean but not to the dots.
            #expect(Double(error) <= Double(least) * 1.02 + 3, "\(cell)")
        }
    }

    @Test func `with 256 colours each pixel has the nearest colour, unless dithered`() {
        var random = SplitMix(state: 3)
        let image = noise(16, 2, &random), palette = (16...255).map { Palette.color256($0) }
        func distance(_ color: Color, _ i: Int) -> Int {
            let values = [color.red, color.green, color.blue]
            return (0..<3).reduce(0) { sum, channel in
                let difference = Int(values[channel]) - Int(image.pixels[3 * i + channel])
                return sum + difference * difference
            }
        }
        let cells = Mosaic(mode: .palette256).cells(of: image, size: Size(width: 16, height: 1))
        for x in 0..<16 {
            #expect(distance(cells[x, 0].background, x) == palette.map { distance($0, x) }.min())
        }
        let dithered = Mosaic(mode: .palette256, dithering: .ordered).cells(of: image, size: Size(width: 16, height: 1))
        #expect(dithered != cells)
    }

    @Test(arguments: [ColorMode.palette256, .palette16, .none], [Dithering.ordered, .diffusion])
    func `dithering keeps the mean of a grey area`(mode: ColorMode, dithering: Dithering) {
        let grey = Bitmap(width: 64, height: 64, channels: 1, filledWith: 118)
        let cells = Mosaic(mode: mode, dithering: dithering).cells(of: grey, size: Size(width: 64, height: 32))
        let sum = cells.cells.reduce(0) { sum, cell in
            switch cell.scalar {
            case " ": sum + 2 * Int(cell.background.red)
            case "█": sum + 2 * Int(cell.foreground.red)
            default: sum + Int(cell.background.red) + Int(cell.foreground.red)
            }
        }
        #expect(abs(sum / 4096 - 118) < 12, "\(sum / 4096)")
    }

    @Test func `escapes have colours only where they change`() {
        var grid = CellGrid(
            Size(width: 3, height: 1), filledWith: Cell(" ", foreground: .black, background: Color(1, 20, 255)))
        grid[1, 0] = Cell("▄", foreground: Color(0, 7, 10), background: Color(1, 20, 255))
        #expect(
            String(decoding: grid.escaped(mode: .truecolor), as: UTF8.self)
                == "\u{1b}[48;2;1;20;255m \u{1b}[38;2;0;7;10m▄ \u{1b}[0m\n")
        #expect(String(decoding: grid.escaped(mode: .none), as: UTF8.self) == " ▄ \n")
    }

    @Test func `a Kitty image sends its pixels and then cells with its number`() {
        let image = KittyImage(
            Bitmap(width: 1, height: 1, channels: 3, pixels: [1, 2, 3]), size: Size(width: 2, height: 2),
            identifier: 0x010203)
        #expect(
            String(decoding: image.text(insideTmux: false), as: UTF8.self)
                == "\u{1b}_Gq=2,a=T,U=1,i=66051,f=24,s=1,v=1,c=2,r=2,m=0;AQID\u{1b}\\"
                + "\u{1b}[38;2;1;2;3m\u{10EEEE}\u{305}\u{305}\u{10EEEE}\u{1b}[0m\n"
                + "\u{1b}[38;2;1;2;3m\u{10EEEE}\u{30D}\u{305}\u{10EEEE}\u{1b}[0m\n")
        #expect(
            String(decoding: image.transmission(insideTmux: true), as: UTF8.self).hasPrefix(
                "\u{1b}Ptmux;\u{1b}\u{1b}_G"))
        #expect(KittyImage.isKnown(environment: ["TERM": "xterm-kitty"]))
        #expect(!KittyImage.isKnown(environment: ["TERM": "xterm-kitty", "TMUX": "x"]))
        #expect(!KittyImage.isKnown(environment: ["TERM": "xterm-256color"]))
    }
}
