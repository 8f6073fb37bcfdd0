// N batch, H height, W width, C channels.

/// A network that makes pictures smaller step by step and large again, with a way past each step (Newell et al. 2016; with random
/// weights the prior of Ulyanov et al. 2018): (N, H, W, inputs) to (N, 2 H, 2 W, outputs), H and W multiples of 2 to the `depth`.
///
/// Every step is a window of 4x4 with stride 2, which runs by minimal filtering; full size is made by the last one alone.
public enum Hourglass {
    /// - Parameters:
    ///   - channels: of every step, a multiple of 16, at least 32.
    ///   - bypass: channels of the ways past, few, so that what is there goes through the steps.
    ///   - deviation: of the last layer's starting weights.
    public static func network(_ name: String, inputs: Int, outputs: Int, channels: Int, bypass: Int, depth: Int, deviation: Float) -> Network {
        Network(name, [Convolve(inputs, channels, 1)] + finished(channels) + level(channels, bypass, depth)
            + [ConvolveTransposed(channels, outputs, 4, stride: 2, padding: 1, deviation: deviation)])
    }

    private static func level(_ channels: Int, _ bypass: Int, _ depth: Int) -> [any Layer] {
        guard depth > 0 else { return [] }
        let inside: [any Layer] = [Convolve(channels, channels, 4, stride: 2, padding: 1)] + finished(channels) + level(channels, bypass, depth - 1)
            + [ConvolveTransposed(channels, channels, 4, stride: 2, padding: 1)]
        return [Residual(inside, shortcut: [Convolve(channels, bypass, 1), Convolve(bypass, channels, 1)])] + finished(channels)
            + [Convolve(channels, channels, 3, padding: 1)] + finished(channels)
    }

    private static func finished(_ channels: Int) -> [any Layer] { [BatchNormalisation(channels), Activation.leakyReLU(0.2)] }
}
