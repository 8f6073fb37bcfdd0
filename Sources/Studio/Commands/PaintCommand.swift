import ArgumentParser
import Foundation
import Raster
import Render

/// Opens the mask editor on an image.
struct PaintCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "paint", abstract: "Paint the mask of an image to repair.",
        discussion: "With the mouse or the keyboard; ? lists the keys. See docs/mask-editor.md.")

    @Argument(help: "An image: \(ImageFormat.names).", completion: .file())
    var image: String

    @Option(
        help: ArgumentHelp(
            "Initial mask, read as by repair (default: the saved one).", valueName: "image"), completion: .file())
    var mask: String?

    @Flag(help: "Turn the mask as EXIF turns the photo, for a mask of the photo as it is stored.")
    var turnMask = false

    @Option(
        help: ArgumentHelp(
            "The file that `s` writes (default: NAME.mask.png next to the image; NAME.ENDING.mask.png where another image has this name).",
            valueName: "PNG"), completion: .file())
    var out: String?

    @Flag(help: "Replace an existing file that is not the mask to start from.")
    var force = false

    @Option(help: "Colours: auto, truecolor, 256, 16 or none.", completion: ScreenOptions.colors)
    var color = "auto"

    @Flag(help: "Draw only ASCII characters.")
    var ascii = false

    @Flag(inversion: .prefixedNo, help: "Use the mouse.")
    var mouse = true

    mutating func validate() throws {
        guard color == "auto" || ColorMode(rawValue: color) != nil else {
            throw ValidationError(
                "--color \(color) is unknown; give auto, \(ColorMode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    mutating func run() throws {
        try IneffectiveOption.check([.init("--turn-mask", turnMask, if: mask == nil, "there is no --mask")])
        if let out { try MaskFile.checkName(out) }
        let command = self
        try MainActor.assumeIsolated { try command.paint() }
    }

    @MainActor private func paint() throws {
        let environment = ProcessInfo.processInfo.environment, contents = try ImageFile.read(image, partial: true)
        let bitmap = contents.bitmap
        let files = ImageFiles.beside(image), target = out ?? files.mask
        var start: MaskFile.Start
        // Without --mask the existing file is the mask to start from.
        if let out, mask != nil, mask != out { try OutputFile.check(out, force: force) }
        if let path = mask ?? out.flatMap({ FileManager.default.fileExists(atPath: $0) ? $0 : nil }) {
            let read = try MaskFile.read(path, of: contents, turnsMask: turnMask)
            start = .init(mask: read.mask, notice: read.notice(path))
        } else {
            start = MaskFile.start(files, contents)
        }

        start.notice = (contents.notes + (start.notice.isEmpty ? [] : [start.notice])).joined(separator: "; ")
        let terminal = try CursesTerminal(
            color: ColorMode(rawValue: color), log: ErrorLog.path(environment: environment))
        defer { terminal.close() }
        if mouse { terminal.setMouse(true) }
        var screen = MaskScreen(
            editor: MaskEditor(image: bitmap, mask: start.mask), pyramid: ImagePyramid(bitmap),
            name: image.split(separator: "/").last.map(String.init) ?? image, size: terminal.size,
            mode: terminal.colorMode, ascii: ascii || !terminal.hasUnicode)
        screen.notify(start.notice)
        let clock = ContinuousClock(), beginning = clock.now
        var loop = MaskLoop(
            screen: screen, terminal: terminal, files: files, out: target,
            clock: { Double(seconds: clock.now - beginning) })
        let kept = loop.run()
        let signal = terminal.endSignal
        terminal.close()
        if let kept { ErrorLine.print(kept) }
        if let signal { CursesTerminal.die(of: signal) }
    }
}
