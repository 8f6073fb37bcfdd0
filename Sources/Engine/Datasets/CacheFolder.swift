import FoundationEssentials

/// The cache folder of the program; everything in it can be computed again.
package enum CacheFolder {
    /// `$XDG_CACHE_HOME/tessera`, else `~/.cache/tessera`; nil where neither is known.
    package static func path(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        // The XDG specification says to ignore relative paths.
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/tessera" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.cache/tessera" }
        return nil
    }
}
