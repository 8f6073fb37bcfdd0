import Foundation

/// The files of the studio in the user's state folder: that for stderr while the screen is open, and the recent runs.
enum ErrorLog {
    static func path(environment: [String: String]) -> String { folder(environment: environment) + "/studio.log" }

    static func recentRuns(environment: [String: String]) -> String {
        folder(environment: environment) + "/recent-runs"
    }

    /// The folder, which is created.
    private static func folder(environment: [String: String]) -> String {
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state"
        let folder = state + "/tessera"
        // Without the folder the log is kept in memory: see capture.c.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}
