import Glibc

/// Temporary files of `WholeFile` (`.tessera-PROCESS-NUMBER.tmp`) whose process died before it could name them.
enum StrayFiles {
    /// Deletes those in `folders` that no living process is writing.
    static func remove(from folders: [String]) {
        for folder in folders {
            for name in (try? Folder.entries(folder)) ?? [] {
                guard let process = writer(of: name), !isAlive(process) else { continue }
                unlink("\(folder)/\(name)")
            }
        }
    }

    /// The process that was writing the file called `name`, nil for any other file.
    private static func writer(of name: String) -> pid_t? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == ".tessera", parts[2].hasSuffix(".tmp") else { return nil }
        return pid_t(parts[1]).flatMap { $0 > 0 ? $0 : nil }
    }

    /// Someone else's process may not be signalled, but that it may not is a sign of life.
    private static func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno != ESRCH }
}
