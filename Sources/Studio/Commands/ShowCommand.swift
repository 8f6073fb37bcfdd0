import ArgumentParser
import Foundation
import Glibc
import Raster
import Render

/// Shows an image in the terminal.
struct ShowCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an image in the terminal.",
        discussion:
            "docs/images-in-cells.md compares the symbols. --info prints what makes an image of Tessera again: its command, prompt, "
            + "seeds, mask, method, settings and checkpoint.")

    @Argument(help: "An image: \(ImageFormat.names).", completion: .file())
    var image: String

    @Option(help: ArgumentHelp("Largest size in cells (default: that of the terminal, else 80x24).", valueName: "WxH"))
    var size: String?

    @Option(
        help: ArgumentHelp(
            """
            Symbols: half, quadrant, sextant, braille, ascii, or kitty for pixels where the terminal supports Kitty's placeholders; \
            auto is kitty in Kitty and Ghostty, else half.
            """), completion: .list(Self.symbolNames))
    var symbols = "auto"

    @Option(
        help: "Colours: auto, truecolor, 256, 16 or none; auto is none in a pipe.", completion: ScreenOptions.colors)
    var color = "auto"

    @Option(
        help: "Dithering: auto, none, ordered or diffusion; auto is ordered for 16 colours or none, else none.",
        completion: .list(Dithering.allCases.map(\.rawValue)))
    var dither = Dithering.automatic.rawValue

    @Option(help: ArgumentHelp("Colour behind transparent pixels.", valueName: "#rrggbb"))
    var background = "#000000"

    @Flag(help: "Fill the whole size and ignore the proportions.")
    var stretch = false

    @Flag(help: "Print what the file says of its making, in place of the image.")
    var info = false

    @Flag(help: "Print what --info prints as a JSON object.")
    var json = false

    @OptionGroup var quiet: QuietOption

    private static let styles: KeyValuePairs<String, Mosaic.Style> = [
        "half": .dots(.halves), "quadrant": .dots(.quadrants), "sextant": .dots(.sextants), "braille": .dots(.braille),
        "ascii": .ascii,
    ]

    private static let symbolNames = ["auto"] + styles.map(\.key) + ["kitty"]

    mutating func validate() throws {
        guard Self.symbolNames.contains(symbols) else {
            throw ValidationError("--symbols \(symbols) is unknown; give \(Self.symbolNames.joined(separator: ", "))")
        }
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError(
                "--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard Dithering(rawValue: dither) != nil else {
            throw ValidationError(
                "--dither \(dither) is unknown; give \(Dithering.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard Color(background) != nil else {
            throw ValidationError("--background \(background) is not a colour; write it like #1a2b3c")
        }
        guard size == nil || cells != nil else {
            throw ValidationError("--size \(size ?? "") is not a size; write it like 80x24")
        }
    }

    private var cells: Size? {
        guard let parts = size?.lowercased().split(separator: "x"), parts.count == 2, let width = Int(parts[0]),
            let height = Int(parts[1]),
            (1...1000).contains(width), (1...1000).contains(height)
        else { return nil }
        return Size(width: width, height: height)
    }

    mutating func run() throws {
        try IneffectiveOption.check(
            [
                ("--size", size != nil), ("--symbols", symbols != "auto"), ("--color", color != "auto"),
                ("--dither", dither != Dithering.automatic.rawValue), ("--background", background != "#000000"),
                ("--stretch", stretch),
            ].map { .init($0, $1, if: info || json, "the image is not shown") })
        if json { return try JSONReport.print(ImageInfo(image)) }
        if info { return try ImageInfo(image).lines.forEach { print($0) } }
        var area = cells ?? StandardOutput.size ?? Size(width: 80, height: 24)
        if cells == nil { area = Size(width: area.width, height: max(1, area.height - 1)) }
        let environment = ProcessInfo.processInfo.environment, isTerminal = StandardOutput.Stream.output.takesEscapes
        let usesKitty =
            symbols == "kitty" || (symbols == "auto" && isTerminal && KittyImage.isKnown(environment: environment))
        let style = Self.styles.first { $0.key == symbols }?.value ?? .dots(.halves)
        let mode = StandardOutput.colorMode(ColorMode(rawValue: color))
        let ground = Color(background) ?? .black
        let mosaic = Mosaic(
            style: style, mode: mode, dithering: Dithering(rawValue: dither) ?? .automatic, background: ground,
            ink: ground.luminance < 0.18 ? .white : .black)

        let (columns, rows) = usesKitty ? (KittyImage.cellPixels, 2 * KittyImage.cellPixels) : mosaic.pixelsPerCell
        let contents = try ImageFile.read(image, displaySize: (area.width * columns, area.height * rows), partial: true)
        var image = contents.bitmap
        if let alpha = contents.alpha {
            image = image.composited(alpha: alpha, over: (ground.red, ground.green, ground.blue))
        }
        let size = stretch ? area : area.fitting(width: image.width, height: image.height)
        if usesKitty {
            StandardOutput.write(
                KittyImage(image, size: size, identifier: UInt32(getpid()) & 0xFFFFFF | 1)
                    .text(insideTmux: environment["TMUX"] != nil))
        } else {
            StandardOutput.write(mosaic.cells(of: image, size: size).escaped(mode: mode))
        }
        for note in quiet.isOn ? [] : contents.notes { StandardOutput.write("note: \(note)\n", to: .error) }
    }
}
