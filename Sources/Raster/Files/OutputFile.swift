import FoundationEssentials
import Glibc

/// The rule of all writers of commands: an existing file is replaced only with `--force`, a folder that holds files is not written into
/// without it, and only the folder that is named is made, not those above it.
package enum OutputFile {
    /// Checks the path of a file to write; devices and pipes are written to.
    /// - Throws: `OutputError`.
    package static func check(_ path: String, force: Bool) throws(OutputError) {
        switch FileState(path) {
        case .file where !force: throw .exists(path)
        case .folder: throw .isFolder(path)
        case .file, .special: return
        case .missing where !force && isLink(path): throw .exists(path)
        case .missing: try checkParent(of: path)
        }
    }

    /// Checks that no two of the paths that a command writes are one file.
    /// - Throws: `OutputError.twice`.
    package static func checkDistinct(_ paths: [String]) throws(OutputError) {
        var seen: Set<String> = []
        for path in paths {
            let folder = FolderNames.resolved(Path.folder(of: path)), name = path.split(separator: "/").last ?? ""
            guard seen.insert("\(folder)/\(name)").inserted else { throw .twice(path) }
        }
    }

    /// Whether a link is there, which may lead nowhere.
    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return !path.utf8.contains(0) && PathText.withSystemPath(path) { lstat($0, &status) } == 0
    }

    /// Checks the path of a folder to write files into.
    /// - Throws: `OutputError`.
    package static func checkFolder(_ path: String, force: Bool) throws(OutputError) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        switch FileState(path) {
        case .file, .special: throw .isNoFolder(path)
        case .folder:
            // A folder that cannot be read fails where it is written.
            guard !force, let names = try? FileManager.default.contentsOfDirectory(atPath: path), !names.isEmpty else {
                return
            }
            throw .notEmpty(path)
        case .missing: try checkParent(of: path)
        }
    }

    private static func checkParent(of path: String) throws(OutputError) {
        let folder = Path.folder(of: path)
        if FileState(folder) == .missing { throw .noParent(path, folder: folder) }
    }
}

/// A file or folder that a command may not write.
package enum OutputError: UserError, Equatable {
    case exists(String)
    case isFolder(String)
    case isNoFolder(String)
    case notEmpty(String)
    case noParent(String, folder: String)
    /// Two outputs of a command have one path.
    case twice(String)

    package var location: String? {
        switch self {
        case .exists(let path), .isFolder(let path), .isNoFolder(let path), .notEmpty(let path), .noParent(let path, _),
            .twice(let path):
            path
        }
    }

    package var what: String {
        switch self {
        case .exists: "this file exists"
        case .isFolder: "it is a folder, not a file"
        case .isNoFolder: "it is a file, not a folder"
        case .notEmpty: "this folder holds files"
        case .twice: "two outputs would be this one file"
        case .noParent(_, let folder): "cannot be written, there is no folder \(folder)"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .exists: "\(.replace), or \(.rename)"
        case .isFolder: "name a file in it"
        case .isNoFolder: "\(.rename)"
        case .notEmpty: "\(.chooseEmptyFolder)"
        case .twice: "name another file for one of them"
        case .noParent: "create the folder, or name another"
        }
    }
}
