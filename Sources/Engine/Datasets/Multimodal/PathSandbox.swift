import Raster

/// Resolves the paths in a metadata file and rejects those that lead outside the data's folder.
///
/// A name fits a file with the same text, also where one has composed and the other decomposed characters: macOS writes "é" as two.
struct PathSandbox {
    private let folder: String
    private let resolved: String
    private let listings = Listings()

    init(_ folder: String) {
        self.folder = folder
        resolved = FileListing.resolved(folder) ?? folder
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
        guard let file = found(parts.map { String($0) }, in: subfolder) else {
            throw Violation(
                reason: "no such file as \(Self.shown(name))" + advice(name, parts.map(String.init), in: subfolder))
        }
        let path = "\(folder)/\(file)"
        switch FileState(path) {
        case .file: break
        case .folder: throw Violation(reason: "\(Self.shown(name)) is a folder")
        case .special(let kind): throw Violation(reason: "\(Self.shown(name)) is a \(kind), not a file")
        case .missing: throw Violation(reason: "no such file as \(Self.shown(name))")
        }
        guard FileListing.resolved(path)?.hasPrefix(resolved == "/" ? "/" : resolved + "/") == true else {
            throw Violation(reason: "\(Self.shown(name)) is a link that leads out of the folder")
        }
        return file
    }

    /// The path with the names as the folders have them; nil where one is missing.
    private func found(_ parts: [String], in subfolder: String) -> String? {
        let exact = (subfolder.isEmpty ? parts : [subfolder] + parts).joined(separator: "/")
        if FileListing.exists("\(folder)/\(exact)") { return exact }
        var path = subfolder
        for part in parts {
            guard let name = listings.name(part, in: path.isEmpty ? folder : "\(folder)/\(path)") else { return nil }
            path += path.isEmpty ? name : "/\(name)"
        }
        return path
    }

    /// What a path that leads nowhere is probably meant as: with `/` for backslashes, or in another case; empty for nothing near.
    private func advice(_ name: String, _ parts: [String], in subfolder: String) -> String {
        if name.contains("\\") {
            let slashes = name.split(separator: "\\").joined(separator: "/")
            let isThere = found(slashes.split(separator: "/").map(String.init), in: subfolder) != nil
            return isThere
                ? ": write / for \\, as in \(Self.shown(slashes))" : "; folders are separated by /, not by \\"
        }
        var path = subfolder, spelled: [String] = []
        for part in parts {
            guard let other = listings.anyCase(part, in: path.isEmpty ? folder : "\(folder)/\(path)") else { return "" }
            path += path.isEmpty ? other : "/\(other)"
            spelled.append(other)
        }
        return "; did you mean \(Self.shown(spelled.joined(separator: "/")))?"
    }

    /// The names in folders that were needed, by their text in either normal form.
    private final class Listings {
        private var known: [String: [String: String]] = [:]

        func name(_ text: String, in folder: String) -> String? {
            if let names = known[folder] { return names[text] }
            // Texts are equal, and have the same hash, in all normal forms.
            let names = Dictionary((FolderWalk.entries(folder) ?? []).map { ($0, $0) }) { first, _ in first }
            known[folder] = names
            return names[text]
        }

        /// A name that is `text` but for its case.
        func anyCase(_ text: String, in folder: String) -> String? {
            if let exact = name(text, in: folder) { return exact }
            let plain = text.lowercased()
            return known[folder]?.values.filter { $0.lowercased() == plain }.min()
        }
    }

    /// The name as one line of at most 80 characters.
    private static func shown(_ name: String) -> String {
        let line = String(name.map { $0.isNewline ? " " : $0 })
        return line.count > 80 ? line.prefix(80) + "…" : line
    }
}
