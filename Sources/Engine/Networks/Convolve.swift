// N batch, H height, W width, C channels.

/// A convolution: (N, H, W, in) to (N, H', W', out).
public struct Convolve: Layer {
    let inputs: Int, outputs: Int
    let window: Window
    let groups: Int
    let hasBias: Bool
    let initial: Parameter.Initial

    /// - Parameters:
    ///   - groups: parts that inputs and outputs are cut into, each output seeing only its part; one product a part, so few and large
    ///     ones are cheap.
    ///   - deviation: of the starting weights; nil for √(2 / inputs of a result) (He et al. 2015).
    public init(_ inputs: Int, _ outputs: Int, _ size: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1, bias: Bool = true,
                deviation: Float? = nil) {
        precondition(groups > 0 && inputs % groups == 0 && outputs % groups == 0, "\(inputs) to \(outputs) channels in \(groups) groups")
        (self.inputs, self.outputs, self.groups, hasBias) = (inputs, outputs, groups, bias)
        window = Window(size, stride: stride, padding: padding)
        initial = .normal(deviation: deviation ?? (2 / Float(inputs / groups * size * size)).squareRoot())
    }

    public var parameters: [Parameter] {
        let weight = Parameter(name: "weight", shape: [outputs, window.taps * inputs / groups], initial: initial,
                               kernel: (window.height, window.width, inputs / groups))
        return hasBias ? [weight, Parameter(name: "bias", shape: [outputs], initial: .zeros)] : [weight]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let y = Tensor.concatenated((0..<groups).map { group in
            x.sliced(axis: 3, part(group, of: inputs)).convolved(own[0].sliced(axis: 0, part(group, of: outputs)), window)
        }, axis: 3)
        return hasBias ? y + own[1] : y
    }

    private func part(_ group: Int, of channels: Int) -> Range<Int> { group * channels / groups..<(group + 1) * channels / groups }
}

/// A transposed convolution, which makes pictures larger: (N, H, W, in) to (N, (H - 1) stride - 2 padding + size, ..., out).
public struct ConvolveTransposed: Layer {
    let inputs: Int, outputs: Int
    let window: Window
    let hasBias: Bool
    let initial: Parameter.Initial

    /// - Parameter deviation: of the starting weights; nil for √(2 / inputs of a result).
    public init(_ inputs: Int, _ outputs: Int, _ size: Int, stride: Int = 1, padding: Int = 0, bias: Bool = true, deviation: Float? = nil) {
        (self.inputs, self.outputs, hasBias) = (inputs, outputs, bias)
        window = Window(size, stride: stride, padding: padding)
        // Each result is reached from size / stride places along each axis.
        let reached = max(1, size / stride)
        initial = .normal(deviation: deviation ?? (2 / Float(inputs * reached * reached)).squareRoot())
    }

    public var parameters: [Parameter] {
        let weight = Parameter(name: "weight", shape: [inputs, window.taps * outputs], initial: initial,
                               kernel: (window.height, window.width, outputs))
        return hasBias ? [weight, Parameter(name: "bias", shape: [outputs], initial: .zeros)] : [weight]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        func extent(_ small: Int) -> Int { (small - 1) * window.stride - 2 * window.padding + window.height }
        let y = x.convolvedBack(own[0], window, height: extent(x.shape[1]), width: extent(x.shape[2]))
        return hasBias ? y + own[1] : y
    }
}

/// The same numbers as pictures or as plain vectors.
public enum Arrange: Layer {
    case pictures(height: Int, width: Int, channels: Int)
    case vectors

    public var parameters: [Parameter] { [] }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let N = x.shape[0]
        return switch self {
        case .pictures(let height, let width, let channels): x.reshaped([N, height, width, channels])
        case .vectors: x.reshaped([N, x.shape.count / N])
        }
    }
}
