import ArgumentParser
import Runs

/// The checkpoint file of a command.
enum CheckpointChoice {
    /// The file itself, or the run's checkpoint called `name`; the newest without a name.
    static func path(_ source: String, named name: String?) throws -> String {
        guard source.hasSuffix(".safetensors") else {
            let checkpoint = try RunFolder.open(source).checkpoint(named: name ?? RunFolder.newestName)
            if name == nil || name == RunFolder.newestName { warnOfBroken(source) }
            return checkpoint.path
        }
        if name != nil {
            throw ValidationError("\(source) is a checkpoint; leave out --checkpoint, or give the run's folder")
        }
        return source
    }

    /// Names broken checkpoints of a run before an older one is used; no effect for anything but a run's folder.
    static func warnOfBroken(_ source: String) {
        if let warning = (try? RunFolder.open(source))?.brokenCheckpointWarning { ErrorLine.print(warning) }
    }
}
