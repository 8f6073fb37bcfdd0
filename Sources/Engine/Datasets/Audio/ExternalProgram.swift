import FoundationEssentials
import Glibc

/// Runs another program to its end, with input and output from and to /dev/null.
package enum ExternalProgram {
    /// True where `program`, a path or a name looked up in PATH, can be run.
    package static func isInstalled(_ program: String) -> Bool {
        if program.contains("/") { return access(program, X_OK) == 0 }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    /// Runs `arguments`, the program first.
    /// - Returns: a description of the failure, nil for success.
    package static func run(_ arguments: [String]) -> String? {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for descriptor in Int32(0)...2 { posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0) }
        // Dispatch blocks signals on its threads; a program must not start with them blocked.
        var attributes = posix_spawnattr_t(), none = sigset_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, arguments[0], &files, &attributes, &words, environ)
        guard failure == 0 else { return "cannot be started: \(String(cString: strerror(failure)))" }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status != 0 else { return nil }
        // The low seven bits are the signal, the next byte the exit code.
        return status & 0x7F == 0
            ? "it failed with exit code \(status >> 8 & 0xFF)" : "it was ended by signal \(status & 0x7F)"
    }
}
