// N batch, H height, W width, C channels.

/// Changes that both networks' images get before the discriminator sees them, so that it cannot learn few images by heart
/// (Zhao et al. 2020, "Differentiable augmentation for data-efficient GAN training").
///
/// Gradients flow through to the generator. Every image draws its own change.
public enum Augmentation {
    /// Share of the height and width that images move at most, and of those that are cut out.
    private static let movedShare: Float = 0.125
    private static let cutShare = 0.5

    /// Changes images (N, H·W·C): brightness, contrast, place, and a piece cut out.
    static func apply(_ images: Tensor, _ architecture: Architecture) -> Tensor {
        let (graph, N) = (images.graph, images.shape[0])
        let (H, W) = (architecture.height, architecture.width)
        var x = images.reshaped([N, H, W, architecture.channels])
        let mean = x.sum(to: [N, 1, 1, 1]) / Float(architecture.pixels)
        x = (x - mean) * (graph.uniform([N, 1, 1, 1]) + 0.5) + mean + (graph.uniform([N, 1, 1, 1]) - 0.5)
        let reach = Float(max(1, Int(Float(min(H, W)) * movedShare)))
        x = x.displaced(by: (graph.uniform([N, 2]) - 0.5) * (2 * reach + 1))
        let (cutH, cutW) = (Int(Double(H) * cutShare), Int(Double(W) * cutShare))
        // Corners so that the middle of the piece falls anywhere in the image.
        let corner = graph.uniform([N, 2]) * Float(min(H, W)) - Float(min(cutH, cutW)) / 2
        return x.cutOut(height: cutH, width: cutW, at: corner).reshaped(images.shape)
    }
}
