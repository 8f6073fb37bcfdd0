// N pictures, H height, W width, C channels, O output channels, K kernel height · width · C.

/// The classifier whose last hidden layer is what pictures are compared in: halving convolutions, a dense layer of 64,
/// the classes.
package struct FeatureNetwork: Sendable, Equatable {
    /// Numbers that describe a picture: few enough for a thousand pictures to fill their covariance.
    package static let width = 64
    private static let slope: Float = 0.2
    /// Beyond this a probability is 0 or 1 to single precision all the same, and exponentials could overflow.
    private static let mostLogit: Float = 30

    package let height: Int
    package let width: Int
    package let channels: Int
    package let classes: Int

    package init(height: Int, width: Int, channels: Int, classes: Int) {
        precondition(classes > 1, "a classifier of \(classes) classes")
        (self.height, self.width, self.channels, self.classes) = (height, width, channels, classes)
    }

    /// Something it learns.
    struct Parameter {
        var name: String
        var shape: Shape
        /// Standard deviation of the starting values; 0 for zeros.
        var deviation: Float
    }

    private struct Stage {
        var window: Window
        var inputs: Int
        var outputs: Int
    }

    /// Convolutions that halve the picture until it is at most 4 pixels high and wide.
    private var stages: [Stage] {
        var (h, w, c) = (height, width, channels)
        var stages: [Stage] = []
        while stages.isEmpty || max(h, w) > 4 && min(h, w) > 1 && stages.count < 5 {
            // Four pixels put an even extent's middle between the outputs; an odd one has a pixel there.
            let window = h % 2 == 0 && w % 2 == 0 ? Window(4, stride: 2, padding: 1) : Window(3, stride: 2, padding: 1)
            stages.append(Stage(window: window, inputs: c, outputs: min(32 << stages.count, 128)))
            (h, w, c) = (
                window.places(h, window.height), window.places(w, window.width), stages[stages.count - 1].outputs
            )
        }
        return stages
    }

    /// All parameters in the order the passes below take them; starting values as He et al. (2015).
    var parameters: [Parameter] {
        var (h, w, c) = (height, width, channels)
        var all: [Parameter] = []
        func add(_ name: String, _ outputs: Int, _ inputs: Int, gain: Float) {
            all.append(
                Parameter(
                    name: "\(name).weight", shape: [outputs, inputs], deviation: (gain / Float(inputs)).squareRoot()))
            all.append(Parameter(name: "\(name).bias", shape: [outputs], deviation: 0))
        }
        for (index, stage) in stages.enumerated() {
            add("convolution.\(index)", stage.outputs, stage.window.taps * stage.inputs, gain: 2)
            (h, w, c) = (
                stage.window.places(h, stage.window.height), stage.window.places(w, stage.window.width), stage.outputs
            )
        }
        add("features", Self.width, h * w * c, gain: 2)
        add("classes", classes, Self.width, gain: 1)
        return all
    }

    func declare(in graph: Graph) -> Weights {
        Weights(parameters.map { ($0.name, graph.variable($0.name, $0.shape), true) })
    }

    /// (N, H·W·C) pictures in -1...1 to (N, 64) features.
    func features(of pictures: Tensor, _ weights: Weights) -> Tensor {
        var x = pictures.reshaped([pictures.shape[0], height, width, channels])
        for (index, stage) in stages.enumerated() {
            let (matrix, bias) = (weights.tensors[2 * index].tensor, weights.tensors[2 * index + 1].tensor)
            x = (x.convolved(matrix, stage.window) + bias).leakyReLU(Self.slope)
        }
        let (matrix, bias) = (weights.tensors[2 * stages.count].tensor, weights.tensors[2 * stages.count + 1].tensor)
        let flat = x.reshaped([x.shape[0], x.shape.count / x.shape[0]])
        return (flat.matmul(matrix, transposeOther: true) + bias).leakyReLU(Self.slope)
    }

    /// (N, 64) features to (N, classes) logits.
    func logits(of features: Tensor, _ weights: Weights) -> Tensor {
        let (matrix, bias) = (
            weights.tensors[weights.tensors.count - 2].tensor, weights.tensors[weights.tensors.count - 1].tensor
        )
        let raw = features.matmul(matrix, transposeOther: true) + bias
        return (raw / Self.mostLogit).hyperbolicTangent * Self.mostLogit
    }

    /// The mean cross entropy of (N, classes) logits against as many ones and zeros.
    static func loss(_ logits: Tensor, against target: Tensor) -> Tensor {
        let total = logits.exponential.sum(to: [logits.shape[0], 1]).logarithm
        return total.mean - (logits * target).sum / Float(logits.shape[0])
    }
}
