import Networks
import Tensors

// N images, H height, W width, C channels, O output channels, K kernel height · width · C.

/// The classifier whose last hidden layer is the feature space: convolutions of stride 2, a linear layer of 64 features, the classes.
package struct FeatureNetwork: Sendable, Equatable {
    /// Features of an image: few enough that a thousand images determine their covariance.
    package static let width = 64
    private static let slope: Float = 0.2
    /// Logits are limited to this: a probability beyond is 0 or 1 in single precision, and exponentials could overflow.
    private static let maxLogit: Float = 30

    package let height: Int
    package let width: Int
    package let channels: Int
    package let classes: Int

    package init(height: Int, width: Int, channels: Int, classes: Int) {
        precondition(classes > 1, "a classifier of \(classes) classes")
        (self.height, self.width, self.channels, self.classes) = (height, width, channels, classes)
    }

    /// A trainable tensor.
    struct Parameter {
        var name: String
        var shape: Shape
        /// Standard deviation of the initial values; 0 for zeros.
        var deviation: Float
    }

    private struct Stage {
        var window: Window
        var inputs: Int
        var outputs: Int
    }

    /// Convolutions that halve the image until it is at most 4 pixels high and wide.
    private var stages: [Stage] {
        var (h, w, c) = (height, width, channels)
        var stages: [Stage] = []
        while stages.isEmpty || max(h, w) > 4 && min(h, w) > 1 && stages.count < 5 {
            // A kernel of 4 is symmetric on an even size, one of 3 on an odd size.
            let window = h % 2 == 0 && w % 2 == 0 ? Window(4, stride: 2, padding: 1) : Window(3, stride: 2, padding: 1)
            stages.append(Stage(window: window, inputs: c, outputs: min(32 << stages.count, 128)))
            let result = window.result([1, h, w, c], channels: stages[stages.count - 1].outputs)
            (h, w, c) = (result[1], result[2], result[3])
        }
        return stages
    }

    /// All parameters in the order of the forward passes below; initial values as in He et al. (2015).
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
            let result = stage.window.result([1, h, w, c], channels: stage.outputs)
            (h, w, c) = (result[1], result[2], result[3])
        }
        add("features", Self.width, h * w * c, gain: 2)
        add("classes", classes, Self.width, gain: 1)
        return all
    }

    func declare(in graph: Graph) -> Weights {
        Weights(parameters.map { ($0.name, graph.variable($0.name, $0.shape), true) })
    }

    /// (N, H·W·C) images in -1...1 to (N, 64) features.
    func features(of images: Tensor, _ weights: Weights) -> Tensor {
        var x = images.reshaped([images.shape[0], height, width, channels])
        for (index, stage) in stages.enumerated() {
            let (matrix, bias) = (weights.tensors[2 * index].tensor, weights.tensors[2 * index + 1].tensor)
            x = (x.conv2d(matrix, stage.window) + bias).leakyReLU(Self.slope)
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
        return (raw / Self.maxLogit).hyperbolicTangent * Self.maxLogit
    }

    /// The mean cross entropy of (N, classes) logits against one-hot targets of the same shape.
    static func loss(_ logits: Tensor, against target: Tensor) -> Tensor {
        let total = logits.exponential.sum(to: [logits.shape[0], 1]).logarithm
        return total.mean - (logits * target).sum / Float(logits.shape[0])
    }
}
