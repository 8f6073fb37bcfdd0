import ArgumentParser
import Runs

/// The checkpoint file of a command.
enum CheckpointChoice {
    /// The file itself, or the run's checkpoint called `name`; the newest without a name.
    static func path(_ source: String, named name: String?) throws -> String {
        guard source.hasSuffix(".safetensors") else {
            return try RunFolder.open(source).checkpoint(named: name ?? RunFolder.newestName).path
        }
        if name != nil {
            throw ValidationError("\(source) is a checkpoint; leave out --checkpoint, or give the run's folder")
        }
        return source
    }
}
