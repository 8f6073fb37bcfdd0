import FoundationEssentials

/// Resolves the paths in a metadata file and rejects those that lead outside the data's folder.
struct PathSandbox {
    private let folder: String
    private let resolved: String

    init(_ folder: String) {
        self.folder = folder
        resolved = Self.resolve(folder)
    }

    struct Violation: Error { var reason: String }

    /// The path, relative to the folder, of the file `name` in `subfolder` ("" for the folder itself).
    func file(_ name: String, in subfolder: String) throws(Violation) -> String {
        let parts = name.split(separator: "/").filter { $0 != "." }
        guard !parts.isEmpty else { throw Violation(reason: "an empty file name") }
        guard !name.hasPrefix("/") else {
            throw Violation(
                reason: "\(Self.shown(name)) is an absolute path; only paths relative to this file are read")
        }
        guard !parts.contains("..") else { throw Violation(reason: "\(Self.shown(name)) leads out of its folder") }
        guard !name.utf8.contains(0) else { throw Violation(reason: "a file name with a zero byte") }
        let relative = (subfolder.isEmpty ? [] : [subfolder]) + [parts.joined(separator: "/")]
        let file = relative.joined(separator: "/"), path = "\(folder)/\(file)"
        guard FileListing.exists(path) else { throw Violation(reason: "no such file as \(Self.shown(name))") }
        guard !FileListing.isFolder(path) else { throw Violation(reason: "\(Self.shown(name)) is a folder") }
        guard Self.resolve(path).hasPrefix(resolved == "/" ? "/" : resolved + "/") else {
            throw Violation(reason: "\(Self.shown(name)) is a link that leads out of the folder")
        }
        return file
    }

    private static func resolve(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }

    /// The name as one line of at most 80 characters.
    private static func shown(_ name: String) -> String {
        let line = String(name.map { $0.isNewline ? " " : $0 })
        return line.count > 80 ? line.prefix(80) + "…" : line
    }
}
