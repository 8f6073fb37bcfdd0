// N batch, H height, W width, C channels.

/// An hourglass network (Newell et al. 2016; with random weights the deep image prior of Ulyanov et al. 2018): an
/// encoder and a decoder with a residual connection around each level. (N, H, W, inputs) to (N, 2 H, 2 W, outputs), H
/// and W multiples of 2 to the `depth`.
///
/// Every change of size is a 4x4 window with stride 2, which runs by Winograd's method; only the last layer works at
/// full size.
package enum Hourglass {
    /// - Parameters:
    ///   - channels: of every level, a multiple of 16, at least 32.
    ///   - bypass: channels of the connections around the levels; few, so that most of the image is made by the levels.
    ///   - deviation: of the last layer's initial weights.
    package static func network(
        _ name: String, inputs: Int, outputs: Int, channels: Int, bypass: Int, depth: Int, deviation: Float
    ) -> Network {
        Network(
            name,
            [Conv2d(inputs, channels, 1)] + normalised(channels) + level(channels, bypass, depth)
                + [ConvTranspose2d(channels, outputs, 4, stride: 2, padding: 1, deviation: deviation)])
    }

    private static func level(_ channels: Int, _ bypass: Int, _ depth: Int) -> [any Layer] {
        guard depth > 0 else { return [] }
        let inside: [any Layer] =
            [Conv2d(channels, channels, 4, stride: 2, padding: 1)] + normalised(channels)
            + level(channels, bypass, depth - 1)
            + [ConvTranspose2d(channels, channels, 4, stride: 2, padding: 1)]
        return [Residual(inside, shortcut: [Conv2d(channels, bypass, 1), Conv2d(bypass, channels, 1)])]
            + normalised(channels)
            + [Conv2d(channels, channels, 3, padding: 1)] + normalised(channels)
    }

    private static func normalised(_ channels: Int) -> [any Layer] {
        [BatchNorm2d(channels), Activation.leakyReLU(0.2)]
    }
}
