/// Something a layer learns, or a statistic that it keeps.
public struct Parameter: Sendable {
    public enum Initial: Sendable {
        case zeros
        case ones
        /// Uniform in ±bound.
        case uniform(bound: Float)
        case normal(deviation: Float, mean: Float = 0)
    }

    public var name: String
    public var shape: Shape
    public var initial: Initial
    /// False for statistics, which no optimiser touches.
    public var isLearned = true
    /// Extents of the kernel and channels when this is a convolution's matrix (O, K): files hold it as (O, C, kH, kW), like PyTorch.
    public var kernel: (height: Int, width: Int, channels: Int)?

    /// The shape in files.
    public var storedShape: Shape {
        guard let kernel else { return shape }
        return [shape[0], kernel.channels, kernel.height, kernel.width]
    }

    /// Values as files hold them.
    package func stored(_ values: [Float]) -> [Float] { reordered(values, toFile: true) }

    /// Values as the network holds them.
    package func loaded(_ values: [Float]) -> [Float] { reordered(values, toFile: false) }

    private func reordered(_ values: [Float], toFile: Bool) -> [Float] {
        guard let kernel, kernel.height * kernel.width > 1, kernel.channels > 1 else { return values }
        let (taps, channels) = (kernel.height * kernel.width, kernel.channels)
        var result = values
        for o in 0..<shape[0] {
            for tap in 0..<taps {
                for c in 0..<channels {
                    let (own, file) = ((o * taps + tap) * channels + c, (o * channels + c) * taps + tap)
                    result[toFile ? file : own] = values[toFile ? own : file]
                }
            }
        }
        return result
    }
}
