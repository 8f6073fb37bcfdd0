import ArgumentParser
import Foundation
import Raster
import Render

/// Paints the mask of what is to be repaired over a picture.
struct PaintCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "paint", abstract: "Paint a repair mask over a picture.",
        discussion: "By mouse or by keyboard; ? lists the keys. See docs/mask-editor.md.")

    @Argument(help: "A PNG or JPEG file.")
    var image: String

    @Option(help: ArgumentHelp("A mask to go on with; also a picture whose transparent pixels are the mask.", valueName: "PNG"))
    var mask: String?

    @Option(help: ArgumentHelp("Where `s` saves; without it NAME.mask.png beside the picture.", valueName: "PNG"))
    var out: String?

    @Option(help: "auto, truecolor, 256, 16 or none.")
    var color = "auto"

    @Flag(help: "Use only ASCII characters.")
    var ascii = false

    @Flag(inversion: .prefixedNo, help: "Use the mouse.")
    var mouse = true

    mutating func validate() throws {
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError("--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    mutating func run() throws {
        let command = self
        try MainActor.assumeIsolated { try command.paint() }
    }

    @MainActor private func paint() throws {
        let environment = ProcessInfo.processInfo.environment, picture = try Picture.read(image).bitmap
        let target = out ?? MaskFile.path(forPicture: image)
        var plane: MaskPlane?, notice = ""
        if let mask {
            let read = try MaskFile.read(mask, width: picture.width, height: picture.height)
            plane = read.mask
            if let from = read.scaledFrom { notice = "the mask was \(from.width)x\(from.height) and has been scaled to the picture" }
        } else if let kept = MaskFile.recovered(forPicture: image, width: picture.width, height: picture.height) {
            plane = kept
            notice = "recovered what was painted last and not saved; c clears it"
        } else if FileManager.default.fileExists(atPath: target) {
            plane = try MaskFile.read(target, width: picture.width, height: picture.height).mask
            notice = "going on with \(target)"
        }

        let terminal = try CursesTerminal(color: ColorMode(rawValue: color), log: ErrorLog.path(environment: environment))
        defer { terminal.close() }
        if mouse { terminal.setMouse(true) }
        var screen = MaskScreen(editor: MaskEditor(picture: picture, mask: plane), pyramid: PicturePyramid(picture),
                                name: image.split(separator: "/").last.map(String.init) ?? image, size: terminal.size,
                                mode: terminal.colorMode, ascii: ascii || !terminal.hasUnicode)
        screen.say(notice)
        let clock = ContinuousClock(), beginning = clock.now
        var loop = MaskLoop(screen: screen, terminal: terminal, picture: image, out: target,
                            clock: { Double(seconds: clock.now - beginning) })
        loop.run()
        let signal = terminal.endSignal
        terminal.close()
        if let signal { CursesTerminal.die(of: signal) }
    }
}
