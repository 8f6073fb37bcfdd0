import ArgumentParser
import Engine
import Foundation

/// The studio over TensorBoard logs, read-only.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Watch the curves and images of any TensorBoard log folder while it grows.")

    @Argument(help: ArgumentHelp("A folder with event files, or with folders of them; nothing in it is changed.", valueName: "logdir"))
    var folder: String

    @OptionGroup(title: "Screen") var screen: ScreenOptions

    mutating func run() throws {
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        _ = try LogWatcher(folder).look()
        let (folder, screen) = (folder, screen.options())
        try MainActor.assumeIsolated {
            try StudioApp(options: screen, lanes: 1, tabs: [.watch]).run(opening: nil) { model in
                model.watched.folder = folder
                model.status.run = folder
            }
        }
    }
}
