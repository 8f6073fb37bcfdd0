import ArgumentParser
import Engine

/// Which file a command draws from.
enum CheckpointChoice {
    /// The file itself, or the checkpoint of the run called `name`; without a name the newest.
    static func path(_ source: String, named name: String?) throws -> String {
        guard source.hasSuffix(".safetensors") else {
            return try RunFolder.open(source).checkpoint(named: name ?? RunFolder.newestName).path
        }
        if name != nil { throw ValidationError("\(source) is a checkpoint itself; leave out --checkpoint, or name its run's folder") }
        return source
    }
}
