import Foundation
import Raster
package import Render

/// All themes: the built-in one and every `*.toml` in the theme folders.
package struct ThemeLibrary: Sendable {
    package private(set) var themes: [Theme] = [.mosaic]
    /// Errors of files that were skipped.
    package private(set) var problems: [ThemeError] = []

    /// - Parameter folders: searched in order; of themes with the same name the first one is used, before the built-in one. A missing
    ///   folder is no problem.
    package init(folders: [String]) {
        var found: [Theme] = []
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names.sorted() where name.hasSuffix(".toml") {
                let file = folder + "/" + name
                do throws(ThemeError) {
                    let theme = try Self.theme(in: file)
                    if !found.contains(where: { $0.name == theme.name }) { found.append(theme) }
                } catch {
                    problems.append(error)
                }
            }
        }
        let first = found.first { $0.name == Theme.mosaic.name } ?? .mosaic
        themes = [first] + found.filter { $0.name != first.name }
    }

    /// Bytes of the largest theme that is read.
    private static let byteLimit = 1 << 20

    private static func theme(in file: String) throws(ThemeError) -> Theme {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try AtomicFile.read(file, limit: Self.byteLimit) } catch {
            throw .unreadable(error)
        }
        return try Theme(toml: String(decoding: bytes, as: UTF8.self), file: file)
    }

    package func theme(named name: String) throws(ThemeError) -> Theme {
        guard let theme = themes.first(where: { $0.name == name }) else {
            throw .unknown(name, known: themes.map(\.name))
        }
        return theme
    }

    /// The user's folder, then the program's: `themes` next to the executable or in a folder above it, as in a build folder.
    package static func standardFolders(environment: [String: String], executable: String) -> [String] {
        let home = environment["HOME"] ?? ""
        let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
        var folders = [configuration + "/tessera/themes"]
        var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<5 {
            let themes = folder.appendingPathComponent("themes").path
            if FileManager.default.fileExists(atPath: themes + "/mosaic.toml") { return folders + [themes] }
            folder.deleteLastPathComponent()
        }
        folders.append("/usr/local/share/tessera/themes")
        folders.append("/usr/share/tessera/themes")
        return folders
    }
}
