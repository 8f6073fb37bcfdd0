import Foundation

/// Where stderr goes while the screen is up.
enum ErrorLog {
    /// A file in the user's state folder, which is made if need be.
    static func path(environment: [String: String]) -> String {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state"
        let folder = state + "/tessera"
        // Where this fails the log is kept in memory instead: see capture.c.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder + "/studio.log"
    }
}
