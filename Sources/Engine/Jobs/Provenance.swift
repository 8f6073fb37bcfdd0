import Numerics
package import Raster
package import Runs
import Training

/// The origin of an image, for the text chunks of its PNG.
package enum Provenance {
    /// The key of the command that makes an image again.
    package static let commandKey = "tessera.command"

    static func text(of trainer: Trainer, run: String, changes: [SettingChange]) -> [PNG.Text] {
        let settings = trainer.settings.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
        let changed = changes.map { "\($0.name)=\($0.value.text)@\($0.step)" }.joined(separator: " ")
        return [
            PNG.Text(key: "Software", value: "Tessera \(Tessera.version)"),
            PNG.Text(key: "Title", value: "Samples of \(run) at step \(trainer.step)"),
            // The run as it was started; changes while it trained are named below.
            PNG.Text(
                key: commandKey,
                value: CommandText.of(trainer.configuration.arguments(steps: max(trainer.step, 1)))),
            PNG.Text(key: "tessera.preset", value: trainer.configuration.preset.name),
            PNG.Text(key: "tessera.data", value: trainer.configuration.data),
            PNG.Text(key: "tessera.seed", value: String(trainer.configuration.seed)),
            PNG.Text(key: "tessera.step", value: String(trainer.step)),
            PNG.Text(key: "tessera.settings", value: settings.joined(separator: " ")),
        ] + (changed.isEmpty ? [] : [PNG.Text(key: "tessera.changes", value: changed)])
    }

    /// For images made from a checkpoint: the command that makes them again, and the checkpoint with its hash.
    /// - Parameter path: the checkpoint's file.
    package static func text(of path: String, _ note: CheckpointMetadata, command: String) -> [PNG.Text] {
        let hash = (try? FNV1a.ofFile(path)).map { ", fnv1a \($0)" } ?? ""
        return [
            PNG.Text(key: "Software", value: "Tessera \(Tessera.version)"),
            PNG.Text(key: commandKey, value: command),
            PNG.Text(key: "tessera.checkpoint", value: path + hash),
            PNG.Text(key: "tessera.preset", value: note.preset),
            PNG.Text(key: "tessera.data", value: note.data),
            PNG.Text(key: "tessera.run.seed", value: String(note.seed)),
            PNG.Text(key: "tessera.step", value: String(note.step)),
        ]
    }
}
