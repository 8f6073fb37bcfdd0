import FoundationEssentials

/// A folder that names found in its files may not lead out of.
struct Enclosure {
    private let folder: String
    private let resolved: String

    init(_ folder: String) {
        self.folder = folder
        resolved = Self.resolve(folder)
    }

    /// Why a name is refused, as words behind the name.
    struct Refusal: Error { var reason: String }

    /// The path of the file that `name`, met in the subfolder `place` ("" for the folder itself), stands for, relative to the folder.
    func file(_ name: String, in place: String) throws(Refusal) -> String {
        let parts = name.split(separator: "/").filter { $0 != "." }
        guard !parts.isEmpty else { throw Refusal(reason: "an empty file name") }
        guard !name.hasPrefix("/") else { throw Refusal(reason: "\(Self.shown(name)) is an absolute path; only paths relative to this file are read") }
        guard !parts.contains("..") else { throw Refusal(reason: "\(Self.shown(name)) leads out of its folder") }
        guard !name.utf8.contains(0) else { throw Refusal(reason: "a file name with a zero byte") }
        let relative = (place.isEmpty ? [] : [place]) + [parts.joined(separator: "/")]
        let file = relative.joined(separator: "/"), path = "\(folder)/\(file)"
        guard Listing.exists(path) else { throw Refusal(reason: "no such file as \(Self.shown(name))") }
        guard !Listing.isFolder(path) else { throw Refusal(reason: "\(Self.shown(name)) is a folder") }
        guard Self.resolve(path).hasPrefix(resolved == "/" ? "/" : resolved + "/") else {
            throw Refusal(reason: "\(Self.shown(name)) is a link that leads out of the folder")
        }
        return file
    }

    private static func resolve(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }

    /// A name as one line of bearable length.
    private static func shown(_ name: String) -> String {
        let line = String(name.map { $0.isNewline ? " " : $0 })
        return line.count > 80 ? line.prefix(80) + "…" : line
    }
}
