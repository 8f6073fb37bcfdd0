import Datasets
import Tensors

// N batch, H height, W width, C channels.

extension Step {
    /// The step's images, corrupted, with a mask channel: (N, H · W · (C + 1)).
    func corruptedImages(_ run: RunInputs, _ shape: ImageShape, batchSize: Int) -> Tensor {
        let source = CorruptionSource(run, shape)
        return input("corrupted", [batchSize, shape.height * shape.width * (shape.channels + 1)]) { context, target in
            source.write(context, to: &target)
        }
    }
}

/// Corrupts a run's images; keeps the buffers of one batch. Belongs to the trainer's thread.
private final class CorruptionSource {
    private let images: ImageSet
    private var corruption: Corruption

    init(_ run: RunInputs, _ shape: ImageShape) {
        images = run.images
        corruption = Corruption(
            seed: run.seed, height: shape.height, width: shape.width, channels: shape.channels, masks: run.masks)
    }

    func write(_ context: StepContext, to target: inout MutableSpan<Float>) {
        corruption.write(
            context.indices, of: images, position: context.step * context.indices.count,
            mix: CorruptionMix(context.settings), to: &target)
    }
}
