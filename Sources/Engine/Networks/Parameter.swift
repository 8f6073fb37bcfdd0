package import Tensors

/// A parameter of a layer, or a buffer such as a running statistic.
package struct Parameter: Sendable {
    /// Distribution of the initial values.
    package enum Initial: Sendable {
        case zeros
        case ones
        /// Uniform in -bound...bound.
        case uniform(bound: Float)
        case normal(deviation: Float, mean: Float = 0)
    }

    package var name: String
    package var shape: Shape
    package var initial: Initial
    /// False for a buffer, which no optimizer changes.
    package var isTrainable = true
    /// Window and channels of a convolution's weights (O, kH · kW · C): files hold these as (O, C, kH, kW), like
    /// PyTorch.
    package var kernel: (height: Int, width: Int, channels: Int)?

    /// The shape in checkpoints.
    package var storedShape: Shape {
        guard let kernel else { return shape }
        return [shape[0], kernel.channels, kernel.height, kernel.width]
    }

    /// The values in the order of checkpoints.
    package func stored(_ values: [Float]) -> [Float] { reordered(values, toFile: true) }

    /// The values of a checkpoint in the order of the network.
    package func loaded(_ values: [Float]) -> [Float] { reordered(values, toFile: false) }

    private func reordered(_ values: [Float], toFile: Bool) -> [Float] {
        guard let kernel, kernel.height * kernel.width > 1, kernel.channels > 1 else { return values }
        let (taps, channels) = (kernel.height * kernel.width, kernel.channels)
        var result = values
        for o in 0..<shape[0] {
            for tap in 0..<taps {
                for c in 0..<channels {
                    let (network, file) = ((o * taps + tap) * channels + c, (o * channels + c) * taps + tap)
                    result[toFile ? file : network] = values[toFile ? network : file]
                }
            }
        }
        return result
    }

    /// The same with a longer name.
    func prefixed(_ prefix: String) -> Parameter {
        var named = self
        named.name = "\(prefix).\(name)"
        return named
    }
}
