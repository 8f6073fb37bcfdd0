import ArgumentParser
import Foundation

/// Completion of an argument that is one of some names, or a path.
package enum NameCompletions {
    static func kind(_ names: [String]) -> CompletionKind {
        .custom { _, _, prefix in completions(prefix, names: names) }
    }

    /// The names, and the entries of the folder that `prefix` leads to; folders end with `/`. The shell leaves out what does not begin
    /// with `prefix`.
    package static func completions(_ prefix: String, names: [String]) -> [String] {
        let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? "",
            last = prefix.dropFirst(folder.count)
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let shown = entries.filter { $0.hasPrefix(last) && (!$0.hasPrefix(".") || last.hasPrefix(".")) }.sorted()
        return names
            + shown.map { name in
                var isFolder: ObjCBool = false
                let isThere = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
                return folder + name + (isThere && isFolder.boolValue ? "/" : "")
            }
    }
}
