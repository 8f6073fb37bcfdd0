import ArgumentParser
import Foundation
import Raster
import Render

/// Prints a picture in the terminal.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a picture in the terminal.")

    @Argument(help: "A PNG or JPEG file.")
    var image: String

    @Option(help: ArgumentHelp("Cells to fill at most; without it the terminal's size, or 80x24.", valueName: "WxH"))
    var size: String?

    @Option(help: "half, quadrant, sextant, braille or ascii.")
    var symbols = "half"

    @Option(help: "auto, truecolor, 256, 16 or none.")
    var color = "auto"

    private static let styles: KeyValuePairs<String, Mosaic.Style> = [
        "half": .dots(.halves), "quadrant": .dots(.quadrants), "sextant": .dots(.sextants), "braille": .dots(.braille), "ascii": .ascii,
    ]

    mutating func validate() throws {
        guard Self.styles.contains(where: { $0.key == symbols }) else {
            throw ValidationError("--symbols \(symbols) is unknown; give \(Self.styles.map(\.key).joined(separator: ", "))")
        }
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError("--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard size == nil || cells != nil else { throw ValidationError("--size \(size ?? "") is no size; write it like 80x24") }
    }

    private var cells: Size? {
        guard let parts = size?.lowercased().split(separator: "x"), parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
              (1...1000).contains(width), (1...1000).contains(height) else { return nil }
        return Size(width: width, height: height)
    }

    mutating func run() throws {
        let picture = try Picture.read(image).bitmap
        var area = cells ?? Self.terminalSize ?? Size(width: 80, height: 24)
        if cells == nil { area = Size(width: area.width, height: max(1, area.height - 1)) }
        let mode = ColorMode(rawValue: color) ?? (isatty(1) == 1
            ? TerminalProfile(wanted: nil, environment: ProcessInfo.processInfo.environment).mode : .truecolor)
        let style = Self.styles.first { $0.key == symbols }?.value ?? .dots(.halves)
        // A cell is twice as high as wide.
        let scale = min(Double(area.width) / Double(picture.width), 2 * Double(area.height) / Double(picture.height))
        let fitted = Size(width: max(1, Int((Double(picture.width) * scale).rounded())), height: max(1, Int((Double(picture.height) * scale / 2).rounded())))
        let grid = Mosaic(style: style, mode: mode).cells(of: picture, size: fitted)
        let bytes = Array(grid.escaped(mode: mode).utf8)
        FileHandle.standardOutput.write(Data(bytes))
    }

    private static var terminalSize: Size? {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return Size(width: Int(size.ws_col), height: Int(size.ws_row))
    }
}
