import Datasets
import Tensors

// N batch, H height, W width, C channels.

/// Differentiable augmentation of real and generated images before the discriminator (Zhao et al. 2020), against memorizing few images.
///
/// Every image is translated by its own random distance; gradients flow through to the generator. The paper's changes of colour and cutout
/// made samples worse at these sizes, at every step measured (docs/presets/modern.md).
struct Augmentation: Sendable {
    /// Nil for no augmentation.
    private let shape: ImageShape?

    static let none = Augmentation(shape: nil)

    /// Translations of images of `shape` where `isOn`.
    init(_ shape: ImageShape, isOn: Bool) { self.init(shape: isOn ? shape : nil) }

    private init(shape: ImageShape?) { self.shape = shape }

    /// The largest translation, as a fraction of the smaller side.
    private static let fraction: Float = 0.125

    /// Translated images (N, H · W · C); pixels from outside are 0, the middle of the range, or transparent where images have alpha.
    func apply(_ images: Tensor) -> Tensor {
        guard let shape else { return images }
        let (graph, N) = (images.graph, images.shape[0])
        let x = images.reshaped([N, shape.height, shape.width, shape.channels])
        let most = Float(max(1, Int(Float(min(shape.height, shape.width)) * Self.fraction)))
        let distance = (graph.uniform([N, 2]) - 0.5) * (2 * most + 1)
        // Colours are multiplied by alpha, so that -1 in every channel is a transparent pixel.
        let moved = shape.channels == 4 ? (x + 1).translated(by: distance) - 1 : x.translated(by: distance)
        return moved.reshaped(images.shape)
    }
}
