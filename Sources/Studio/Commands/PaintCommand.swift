import ArgumentParser
import Foundation
import Raster
import Render

/// Opens the mask editor on an image.
struct PaintCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "paint", abstract: "Paint the mask of an image to repair.",
        discussion: "With the mouse or the keyboard; ? lists the keys. See docs/mask-editor.md.")

    @Argument(help: "An image: \(ImageFormat.names).")
    var image: String

    @Option(
        help: ArgumentHelp(
            "Initial mask; of an image with transparent pixels, those are the mask (default: the saved one).",
            valueName: "PNG"))
    var mask: String?

    @Option(
        help: ArgumentHelp("The file that `s` writes (default: NAME.mask.png next to the image).", valueName: "PNG"))
    var out: String?

    @Option(help: "Colours: auto, truecolor, 256, 16 or none.")
    var color = "auto"

    @Flag(help: "Draw only ASCII characters.")
    var ascii = false

    @Flag(inversion: .prefixedNo, help: "Use the mouse.")
    var mouse = true

    mutating func validate() throws {
        if let out, ImageFormat.isImage(out), try ImageFormat(writing: out) != .png {
            throw ValidationError("--out \(out): masks are written as PNG; give a name that ends in .png")
        }
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError(
                "--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    mutating func run() throws {
        let command = self
        try MainActor.assumeIsolated { try command.paint() }
    }

    @MainActor private func paint() throws {
        let environment = ProcessInfo.processInfo.environment, contents = try ImageFile.read(image, partial: true),
            bitmap = contents.bitmap
        let target = out ?? MaskFile.path(forImage: image)
        var plane: MaskPlane?, notice = ""
        if let mask {
            let read = try MaskFile.read(mask, width: bitmap.width, height: bitmap.height)
            plane = read.mask
            if let from = read.scaledFrom {
                notice = "the mask is scaled from \(from.width)x\(from.height) to the image's size"
            }
        } else if let autosaved = MaskFile.recovered(forImage: image, width: bitmap.width, height: bitmap.height) {
            plane = autosaved
            notice = "recovered the autosaved mask; c clears it"
        } else if FileManager.default.fileExists(atPath: target) {
            plane = try MaskFile.read(target, width: bitmap.width, height: bitmap.height).mask
            notice = "loaded the mask \(target)"
        }

        notice = (contents.notes + (notice.isEmpty ? [] : [notice])).joined(separator: "; ")
        let terminal = try CursesTerminal(
            color: ColorMode(rawValue: color), log: ErrorLog.path(environment: environment))
        defer { terminal.close() }
        if mouse { terminal.setMouse(true) }
        var screen = MaskScreen(
            editor: MaskEditor(image: bitmap, mask: plane), pyramid: ImagePyramid(bitmap),
            name: image.split(separator: "/").last.map(String.init) ?? image, size: terminal.size,
            mode: terminal.colorMode, ascii: ascii || !terminal.hasUnicode)
        screen.notify(notice)
        let clock = ContinuousClock(), beginning = clock.now
        var loop = MaskLoop(
            screen: screen, terminal: terminal, image: image, out: target,
            clock: { Double(seconds: clock.now - beginning) })
        loop.run()
        let signal = terminal.endSignal
        terminal.close()
        if let signal { CursesTerminal.die(of: signal) }
    }
}
