import Engine
import Foundation

/// A training process of its own session, which outlives the terminal it was started from.
enum Detached {
    /// POSIX_SPAWN_SETSID, a constant of Glibc that Swift does not see.
    private static let newSession: Int16 = 0x80

    /// Beside the run's folder, not in it: a new run's folder must be empty.
    static func log(of run: String?) -> String {
        guard var folder = run else { return "tessera-\(getpid()).log" }
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        return folder + ".log"
    }

    /// Starts this program again with the same options less `--detach`, its output going to `FOLDER.log` beside the run,
    /// or to a file named for the process where the run has no name yet.
    static func start(_ run: RunOptions) throws {
        let log = log(of: run.run)
        let process = try launch(CommandLine.arguments.dropFirst().filter { $0 != "--detach" }, log: log)
        print("training in the background as process \(process); its output goes to \(log); `kill \(process)` stops it after a checkpoint")
    }

    /// Starts this program in a session of its own with `arguments`, its output going to `log`.
    static func launch(_ arguments: [String], log: String) throws -> pid_t {
        if let slash = log.lastIndex(of: "/"), slash > log.startIndex {
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
        guard failure == 0 else { throw TrainingFailure(line: "\(log): cannot start in the background: \(String(cString: strerror(failure))); check that the folder can be written") }
        return process
    }
}
