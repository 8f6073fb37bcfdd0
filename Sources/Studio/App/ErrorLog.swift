import Foundation

/// The file for stderr while the screen is open.
enum ErrorLog {
    /// A file in the user's state folder, which is created.
    static func path(environment: [String: String]) -> String {
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state"
        let folder = state + "/tessera"
        // Without the folder the log is kept in memory: see capture.c.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder + "/studio.log"
    }
}
