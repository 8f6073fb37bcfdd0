import Datasets
import Foundation
import Models
import Runs
import Training

/// Small runs of the preset multimodal: 64 coloured squares and discs with captions, some with sounds.
enum SmallMultimodalRun {
    static let names = ["red square", "blue square", "green disc", "white disc"]
    private static let count = 64, side = 16

    /// Image i has class i % 4. Every other image has a sound, a tone for each class.
    static func pairs(captions: Bool = true, sounds: [String]? = nil) -> MultimodalSet {
        let colours: [[UInt8]] = [[220, 20, 20], [20, 20, 220], [20, 200, 20], [230, 230, 230]]
        let pixels = (0..<count).flatMap { index -> [UInt8] in
            let kind = index % 4, shift = index / 4 % 3
            return (0..<side * side).flatMap { pixel -> [UInt8] in
                let (y, x) = (pixel / side - 8 - shift, pixel % side - 8)
                let isInside = kind < 2 ? abs(x) < 5 && abs(y) < 5 : x * x + y * y < 20
                return isInside ? colours[kind] : [0, 0, 0]
            }
        }
        let images = ImageSet(
            name: "squares", height: side, width: side, channels: 3, pixels: pixels,
            labels: (0..<count).map { UInt8($0 % 4) })
        let texts = (0..<count).map { index in [names[index % 4], "a \(names[index % 4])"] }
        return MultimodalSet(
            images: images, captions: captions ? texts : nil,
            sounds: sounds.map { files in
                (0..<count).map { $0 % 2 == 0 ? [.file(files[$0 % 4])] : [] }
            })
    }

    /// One tone for each class, as files in `folder`.
    static func tones(_ folder: String) throws -> [String] {
        try (0..<4).map { kind in
            let path = "\(folder)/\(kind).wav", frequency = 300 * pow(1.6, Double(kind))
            let samples = (0..<8000).map { Float(sin(Double($0) * 2 * .pi * frequency / 16_000)) * 0.4 }
            try AudioFile.write(AudioClip(samples: samples), to: path)
            return path
        }
    }

    static let settings: [String: SettingValue] = [
        "image_size": 16, "channels": 3, "base_channels": 4, "latent_dim": 6,
        "batch_size": 8, "sample.count": 8, "evaluation.interval": 0,
    ]

    static func configuration(
        pretrainingSteps: Int,
        _ given: [String: SettingValue] = [:]
    ) throws -> TrainingConfiguration {
        let pretraining: [String: SettingValue] = [
            "pretraining.steps": .integer(pretrainingSteps), "pretraining.batch_size": 32,
        ]
        let all = settings.merging(pretraining) { $1 }.merging(given) { $1 }
        return TrainingConfiguration(
            preset: .multimodal, data: "squares", seed: 3, settings: try Preset.multimodal.settings(all))
    }

    /// Writes the trainer's state as a checkpoint to `folder`; returns its path.
    static func checkpoint(_ trainer: Trainer, in folder: String) throws -> String {
        let path = "\(folder)/step.safetensors", configuration = trainer.configuration
        let metadata = CheckpointMetadata(
            preset: configuration.preset.name, data: configuration.data, seed: configuration.seed,
            step: trainer.step, settings: trainer.settings.values,
            modalities: trainer.modalities.isEmpty ? nil : trainer.modalities)
        try Safetensors.write(trainer.state(), metadata: metadata.metadata, to: path)
        return path
    }
}
