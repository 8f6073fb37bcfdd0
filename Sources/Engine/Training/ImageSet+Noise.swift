package import Datasets
import Numerics

extension ImageSet {
    /// A batch of noise of the configured shape: for timing a step where the images do not matter.
    package static func noise(for configuration: TrainingConfiguration) -> ImageSet {
        let settings = configuration.settings, shape = ImageShape(settings.imageSize, channels: settings.channels)
        let random = CounterRandom(seed: configuration.seed, stream: 0, counter: 0),
            classes = settings.value(\.numClasses)
        // Every class occurs, so that any class-conditional model takes them.
        let count = max(settings.batchSize, classes ?? 0)
        return ImageSet(
            name: "noise", height: shape.height, width: shape.width, channels: shape.channels,
            pixels: (0..<count * shape.count).map { UInt8(random.uniform(at: $0) * 255) },
            labels: classes.map { classes in (0..<count).map { UInt8($0 % classes) } })
    }
}

extension MultimodalSet {
    /// Images of noise, each with a caption where the preset trains on captions.
    package static func noise(for configuration: TrainingConfiguration) -> MultimodalSet {
        let images = ImageSet.noise(for: configuration)
        return MultimodalSet(
            images: images,
            captions: configuration.preset.isMultimodal ? (0..<images.count).map { ["noise \($0)"] } : nil)
    }
}
