package import Models
package import Raster
import Runs
import Training

/// The origin of an image, for the text chunks of its PNG.
package enum Provenance {
    static func text(of trainer: Trainer, run: String, changes: [SettingChange]) -> [PNG.Text] {
        let settings = trainer.settings.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }
        let changed = changes.map { "\($0.name)=\($0.value.text)@\($0.step)" }.joined(separator: " ")
        return [
            PNG.Text(key: "Software", value: "Tessera \(Tessera.version)"),
            PNG.Text(key: "Title", value: "Samples of \(run) at step \(trainer.step)"),
            PNG.Text(key: "tessera.preset", value: trainer.configuration.preset.name),
            PNG.Text(key: "tessera.data", value: trainer.configuration.data),
            PNG.Text(key: "tessera.seed", value: String(trainer.configuration.seed)),
            PNG.Text(key: "tessera.step", value: String(trainer.step)),
            PNG.Text(key: "tessera.settings", value: settings.joined(separator: " ")),
        ] + (changed.isEmpty ? [] : [PNG.Text(key: "tessera.changes", value: changed)])
    }

    /// For images generated from a checkpoint: the command that generates them again.
    package static func text(of model: GeneratorModel, command: String) -> [PNG.Text] {
        [
            PNG.Text(key: "Software", value: "Tessera \(Tessera.version)"),
            PNG.Text(key: "tessera.preset", value: model.note.preset),
            PNG.Text(key: "tessera.data", value: model.note.data),
            PNG.Text(key: "tessera.run.seed", value: String(model.note.seed)),
            PNG.Text(key: "tessera.step", value: String(model.note.step)),
            PNG.Text(key: "tessera.command", value: command),
        ]
    }
}
