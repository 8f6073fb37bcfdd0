import Glibc

/// Temporary files of `AtomicFile` (`.tessera-PROCESS-NUMBER.tmp`) that a killed process left behind.
package enum StaleFiles {
    /// Deletes the files in `folders` whose process does not exist any more.
    package static func remove(from folders: [String]) {
        for folder in folders {
            for name in (try? Folder.entries(folder)) ?? [] {
                guard let process = writer(of: name), !isAlive(process) else { continue }
                unlink("\(folder)/\(name)")
            }
        }
    }

    /// The process that wrote the temporary file `name`, nil for any other file.
    private static func writer(of name: String) -> pid_t? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == ".tessera", parts[2].hasSuffix(".tmp") else { return nil }
        return pid_t(parts[1]).flatMap { $0 > 0 ? $0 : nil }
    }

    // A process of another user gives EPERM, which means that it exists.
    private static func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno != ESRCH }
}
