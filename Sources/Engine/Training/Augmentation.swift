// N batch, H height, W width, C channels.

/// Changes that both networks' images get before the discriminator sees them, so that it cannot learn few images by heart
/// (Zhao et al. 2020, "Differentiable augmentation for data-efficient GAN training").
///
/// Gradients flow through to the generator. Every image draws its own change: a move along both axes. Of the paper's three changes
/// this one alone is worth its price at these sizes: with colours and cut-out pieces as well, samples were worse at every step measured
/// (docs/presets/modern.md).
public enum Augmentation {
    /// Share of the height and width that images move at most.
    private static let movedShare: Float = 0.125

    /// Moves images (N, H·W·C); what comes in from outside is 0, the middle of their range.
    static func apply(_ images: Tensor, _ architecture: Architecture) -> Tensor {
        let (graph, N) = (images.graph, images.shape[0])
        let x = images.reshaped([N, architecture.height, architecture.width, architecture.channels])
        let reach = Float(max(1, Int(Float(min(architecture.height, architecture.width)) * movedShare)))
        return x.displaced(by: (graph.uniform([N, 2]) - 0.5) * (2 * reach + 1)).reshaped(images.shape)
    }
}
