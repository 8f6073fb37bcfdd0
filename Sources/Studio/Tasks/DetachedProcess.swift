import Foundation

/// A training process in its own session, which outlives the terminal.
enum DetachedProcess {
    /// POSIX_SPAWN_SETSID, a constant of Glibc that Swift does not import.
    private static let newSession: Int16 = 0x80

    /// The log file next to the run's folder, as a new run's folder must be empty; named after this process where the run has no
    /// folder yet.
    static func log(of run: String?) -> String {
        guard var folder = run else { return "tessera-\(getpid()).log" }
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        return folder + ".log"
    }

    /// Starts this program in a new session with `arguments`; its output goes to `log`.
    /// - Throws: `DetachedProcessError`.
    static func launch(_ arguments: [String], log: String) throws(DetachedProcessError) -> pid_t {
        if let slash = log.lastIndex(of: "/"), slash > log.startIndex {
            // Opening the log below reports a folder that cannot be made.
            try? FileManager.default.createDirectory(atPath: String(log[..<slash]), withIntermediateDirectories: true)
        }
        var files: posix_spawn_file_actions_t = .init()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&files, 1, 2)
        var attributes: posix_spawnattr_t = .init()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, newSession)
        let argv = (["tessera"] + arguments).map { strdup($0) } + [nil]
        defer { argv.forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, "/proc/self/exe", &files, &attributes, argv, environ)
        guard failure == 0 else { throw DetachedProcessError(log: log, reason: String(cString: strerror(failure))) }
        return process
    }
}
