import Foundation
import Raster
import Runs

/// A theme in the user's settings file, where later sessions find it.
package enum KeptTheme {
    private static let byteLimit = 1 << 20

    /// The text of a settings file with another theme; everything else stays as it is, comments too.
    package static func text(_ toml: String, withTheme name: String) -> String {
        let line = "theme = \"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        var lines = toml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // Keys of the file itself stand before its first table.
        let end = lines.firstIndex { $0.drop { $0 == " " }.first == "[" } ?? lines.endIndex
        let old = lines[..<end].firstIndex { line in
            let parts = line.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0].filter { $0 != " " } == "theme"
        }
        if let old { lines[old] = line } else { lines.insert(line, at: 0) }
        return lines.joined(separator: "\n")
    }

    /// Writes the theme into the settings file at `path`; returns a line for the user.
    /// - Throws: `FileError`, also for a file that cannot be read; `KeptThemeError` for one that would not be read back. It stays as it is.
    package static func write(_ name: String, to path: String) throws -> String {
        let before = try read(path)
        let text = text(before, withTheme: name)
        guard (try? TOMLValue.read(text))?["theme"]?.text == name else { throw KeptThemeError(path: path, theme: name) }
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AtomicFile.write(Array(text.utf8), to: path)
        return "theme \(name) is kept in \(path)"
    }

    /// The text of the file; empty where it is missing.
    private static func read(_ path: String) throws(FileError) -> String {
        do throws(FileError) {
            return String(decoding: try AtomicFile.read(path, limit: byteLimit), as: UTF8.self)
        } catch .missing {
            return ""
        }
    }
}

/// A settings file that cannot be changed.
struct KeptThemeError: UserError {
    let path: String, theme: String

    var location: String? { path }
    var what: String { "the theme cannot be kept in this file" }
    var suggestion: Suggestion { "write theme = \"\(theme)\" into it" }
}
