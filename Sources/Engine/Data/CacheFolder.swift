public import FoundationEssentials

/// Where what can be made again is kept between runs of the program; safe to delete.
public enum CacheFolder {
    /// `$XDG_CACHE_HOME/tessera`, else `~/.cache/tessera`; nil where neither is known.
    public static func path(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        // The specification has relative paths ignored.
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/tessera" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.cache/tessera" }
        return nil
    }
}
