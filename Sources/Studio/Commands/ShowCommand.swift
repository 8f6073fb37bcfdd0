import ArgumentParser
import Foundation
import Glibc
import Raster
import Render

/// Prints a picture in the terminal.
struct ShowCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a picture in the terminal.",
        discussion: "See docs/pictures-in-cells.md for what each way of drawing can do.")

    @Argument(help: "A PNG or JPEG file.")
    var image: String

    @Option(help: ArgumentHelp("Cells to fill at most; without it the terminal's size, or 80x24.", valueName: "WxH"))
    var size: String?

    @Option(help: ArgumentHelp("""
        half, quadrant, sextant, braille, ascii, or kitty: pixels themselves, where the terminal has Kitty's placeholders; \
        auto is kitty in Kitty and Ghostty, half elsewhere.
        """))
    var symbols = "auto"

    @Option(help: "auto, truecolor, 256, 16 or none.")
    var color = "auto"

    @Option(help: "auto, none, ordered or diffusion; auto is ordered where there are sixteen colours or none.")
    var dither = Dithering.automatic.rawValue

    @Option(help: ArgumentHelp("What shows through transparency.", valueName: "#rrggbb"))
    var background = "#000000"

    @Flag(help: "Fill the size, whatever becomes of the proportions.")
    var stretch = false

    private static let styles: KeyValuePairs<String, Mosaic.Style> = [
        "half": .dots(.halves), "quadrant": .dots(.quadrants), "sextant": .dots(.sextants), "braille": .dots(.braille), "ascii": .ascii,
    ]

    mutating func validate() throws {
        let symbolNames = ["auto"] + Self.styles.map(\.key) + ["kitty"]
        guard symbolNames.contains(symbols) else {
            throw ValidationError("--symbols \(symbols) is unknown; give \(symbolNames.joined(separator: ", "))")
        }
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError("--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard Dithering(rawValue: dither) != nil else {
            throw ValidationError("--dither \(dither) is unknown; give \(Dithering.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard Color(background) != nil else { throw ValidationError("--background \(background) is no colour; write it like #1a2b3c") }
        guard size == nil || cells != nil else { throw ValidationError("--size \(size ?? "") is no size; write it like 80x24") }
    }

    private var cells: Size? {
        guard let parts = size?.lowercased().split(separator: "x"), parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
              (1...1000).contains(width), (1...1000).contains(height) else { return nil }
        return Size(width: width, height: height)
    }

    mutating func run() throws {
        var area = cells ?? StandardOutput.size ?? Size(width: 80, height: 24)
        if cells == nil { area = Size(width: area.width, height: max(1, area.height - 1)) }
        let environment = ProcessInfo.processInfo.environment, isTerminal = isatty(1) == 1
        let usesKitty = symbols == "kitty" || (symbols == "auto" && isTerminal && KittyPicture.isKnown(environment: environment))
        let style = Self.styles.first { $0.key == symbols }?.value ?? .dots(.halves)
        let mode = ColorMode(rawValue: color) ?? (isTerminal ? TerminalProfile(wanted: nil, environment: environment).mode : .truecolor)
        let ground = Color(background) ?? .black
        let mosaic = Mosaic(style: style, mode: mode, dithering: Dithering(rawValue: dither) ?? .automatic, background: ground,
                            ink: ground.luminance < 0.18 ? .white : .black)

        let (columns, rows) = usesKitty ? (KittyPicture.cellPixels, 2 * KittyPicture.cellPixels) : mosaic.pixelsPerCell
        let contents = try Picture.read(image, enough: (area.width * columns, area.height * rows))
        var picture = contents.bitmap
        if let alpha = contents.alpha { picture = picture.composited(alpha: alpha, over: (ground.red, ground.green, ground.blue)) }
        let size = stretch ? area : area.fitting(width: picture.width, height: picture.height)
        if usesKitty {
            StandardOutput.write(KittyPicture(picture, size: size, identifier: UInt32(getpid()) & 0xFFFFFF | 1)
                .text(insideTmux: environment["TMUX"] != nil))
        } else {
            StandardOutput.write(mosaic.cells(of: picture, size: size).escaped(mode: mode))
        }
    }
}
