import ArgumentParser
import Foundation
import Jobs

/// Opens the watch screen on TensorBoard logs, read-only.
struct WatchCommand: ParsableCommand, WithoutMatrices {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Watch the curves and images of a TensorBoard log folder.")

    @Argument(
        help: ArgumentHelp(
            "A folder with event files, or with folders of them, or one event file; it is never changed.",
            valueName: "logdir"), completion: .file())
    var folder: String

    @OptionGroup(title: "Screen") var screen: ScreenOptions

    mutating func run() throws {
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        // Nothing else is read before the screen is open: logs are shown while they are read.
        try LogWatcher.check(folder)
        guard isatty(STDIN_FILENO) == 1, StandardOutput.size != nil else { throw WatchError.notATerminal(folder) }
        let (folder, screen) = (folder, screen.options())
        try MainActor.assumeIsolated {
            try StudioApp(options: screen, threads: 1, tabs: [.watch]).run(opening: nil) { model in
                model.watch.folder = folder
                model.shared.status.run = folder
            }
        }
    }
}
