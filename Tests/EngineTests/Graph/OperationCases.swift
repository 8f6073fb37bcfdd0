import Networks
import Tensors
import Testing

/// A test case of an operation: shapes and ranges of its inputs, and the result.
struct OperationCase: CustomTestStringConvertible {
    let name: String
    let inputs: [(Shape, ClosedRange<Double>)]
    let build: @Sendable ([Tensor]) -> Tensor

    var testDescription: String { name }

    init(_ name: String, _ inputs: [(Shape, ClosedRange<Double>)], _ build: @escaping @Sendable ([Tensor]) -> Tensor) {
        (self.name, self.inputs, self.build) = (name, inputs, build)
    }

    private static let any: ClosedRange<Double> = -2...2
    private static let positive: ClosedRange<Double> = 0.3...3

    /// Every operation at least once; those with two inputs with broadcasting on either side. Points without a
    /// derivative lie outside the ranges or are not hit.
    static let all: [OperationCase] = [
        OperationCase("scale", [([3, 4], any)]) { $0[0] * 2.5 },
        OperationCase("offset", [([3, 4], any)]) { $0[0] + 0.75 },
        OperationCase("square root", [([5], positive)]) { $0[0].squareRoot },
        OperationCase("exponential", [([5], any)]) { $0[0].exponential },
        OperationCase("logarithm", [([5], positive)]) { $0[0].logarithm },
        OperationCase("tanh", [([7], any)]) { $0[0].hyperbolicTangent },
        OperationCase("sigmoid", [([7], any)]) { $0[0].sigmoid },
        OperationCase("softplus", [([7], any)]) { $0[0].softplus },
        OperationCase("absolute", [([7], any)]) { $0[0].absolute },
        OperationCase("leaky ReLU", [([9], any)]) { $0[0].leakyReLU(0.2) },
        OperationCase("add, broadcasting a row", [([3, 4], any), ([4], any)]) { $0[0] + $0[1] },
        OperationCase("add, broadcasting a column", [([3, 1], any), ([3, 4], any)]) { $0[0] + $0[1] },
        OperationCase("subtract, broadcasting both", [([3, 1], any), ([1, 4], any)]) { $0[0] - $0[1] },
        OperationCase("multiply", [([3, 4], any), ([3, 4], any)]) { $0[0] * $0[1] },
        OperationCase("multiply by a scalar tensor", [([3, 4], any), (.scalar, any)]) { $0[0] * $0[1] },
        OperationCase("divide", [([3, 4], any), ([4], positive)]) { $0[0] / $0[1] },
        OperationCase("maximum", [([6], any), ([6], any)]) { $0[0].maximum($0[1]) },
        OperationCase("matmul", [([3, 4], any), ([4, 2], any)]) { $0[0].matmul($0[1]) },
        OperationCase("matmul, first transposed", [([4, 3], any), ([4, 2], any)]) {
            $0[0].matmul($0[1], transposeSelf: true)
        },
        OperationCase("matmul, second transposed", [([3, 4], any), ([2, 4], any)]) {
            $0[0].matmul($0[1], transposeOther: true)
        },
        OperationCase("matmul, both transposed", [([4, 3], any), ([2, 4], any)]) {
            $0[0].matmul($0[1], transposeSelf: true, transposeOther: true)
        },
        OperationCase("reshape", [([3, 4], any)]) { $0[0].reshaped([2, 6]).squared },
        OperationCase("broadcast", [([3, 1], any)]) { $0[0].broadcast(to: [2, 3, 4]).squared },
        OperationCase("sum of leading axes", [([2, 3, 4], any)]) { $0[0].squared.sum(to: [4]) },
        OperationCase("sum of trailing axes", [([2, 3, 4], any)]) { $0[0].squared.sum(to: [2, 1, 1]) },
        OperationCase("sum of a middle axis", [([2, 3, 4], any)]) { $0[0].squared.sum(to: [2, 1, 4]) },
        OperationCase("sum of outer axes", [([2, 3, 4], any)]) { $0[0].squared.sum(to: [1, 3, 1]) },
        OperationCase("mean", [([2, 3], any)]) { $0[0].squared.mean },
        OperationCase("slice", [([4, 3], any)]) { $0[0].sliced(axis: 0, 1..<3).squared },
        OperationCase("slice of an inner axis", [([2, 5, 3], any)]) { $0[0].sliced(axis: 1, 2..<4).squared },
        OperationCase("concatenate", [([2, 3], any), ([4, 3], any)]) { Tensor.concatenated($0, axis: 0).squared },
        OperationCase("concatenate an inner axis", [([2, 3, 2], any), ([2, 1, 2], any)]) {
            Tensor.concatenated($0, axis: 1).squared
        },
        OperationCase("translate", [([3, 4, 5, 2], any), ([3, 2], any)]) { $0[0].translated(by: $0[1].detached) },
        OperationCase("permute", [([2, 3, 4], any)]) { $0[0].permuted([2, 0, 1]).squared },
        OperationCase("permute, last axis kept", [([2, 3, 4], any)]) { $0[0].permuted([1, 0, 2]).squared },
        OperationCase("convolution", [([2, 5, 4, 3], any), ([2, 27], any)]) {
            $0[0].conv2d($0[1], Window(3, padding: 1))
        },
        OperationCase("convolution, strided", [([2, 6, 6, 2], any), ([3, 32], any)]) {
            $0[0].conv2d($0[1], Window(4, stride: 2, padding: 1))
        },
        OperationCase("convolution, one tap", [([2, 3, 2, 4], any), ([3, 4], any)]) { $0[0].conv2d($0[1], Window(1)) },
        OperationCase("convolution, strided, with pixels under no window", [([1, 6, 5, 1], any), ([1, 9], any)]) {
            $0[0].conv2d($0[1], Window(3, stride: 2))
        },
        OperationCase("transposed convolution", [([2, 3, 3, 3], any), ([3, 32], any)]) {
            $0[0].convTranspose($0[1], Window(4, stride: 2, padding: 1), height: 6, width: 6)
        },
        OperationCase("convolution with a window that is not square", [([2, 4, 6, 2], any), ([3, 12], any)]) {
            $0[0].conv2d($0[1], Window(height: 2, width: 3))
        },
        OperationCase("transposed convolution from one pixel to a rectangle", [([2, 1, 1, 3], any), ([3, 24], any)]) {
            $0[0].convTranspose($0[1], Window(height: 4, width: 3), height: 4, width: 3)
        },
        OperationCase("transposed convolution with a row left over", [([2, 3, 3, 3], any), ([3, 32], any)]) {
            $0[0].convTranspose($0[1], Window(4, stride: 2, padding: 1), height: 7, width: 6)
        },
        OperationCase("transposed convolution, one tap", [([2, 3, 2, 3], any), ([3, 4], any)]) {
            $0[0].convTranspose($0[1], Window(1), height: 3, width: 2)
        },
        OperationCase("convolution weight gradient", [([2, 5, 4, 3], any), ([2, 5, 4, 2], any)]) {
            $0[0].convolutionWeightGradient(with: $0[1], Window(3, padding: 1))
        },
        OperationCase("bias and activation on a convolution", [([2, 6, 6, 2], any), ([3, 32], any), ([3], any)]) {
            ($0[0].conv2d($0[1], Window(4, stride: 2, padding: 1)) + $0[2]).leakyReLU(0.2)
        },
        OperationCase(
            "a value for each image on a convolution", [([3, 4, 4, 2], any), ([1, 18], any), ([3, 1, 1, 1], any)]
        ) {
            ($0[0].conv2d($0[1], Window(3, padding: 1)) * $0[2]).hyperbolicTangent
        },
        OperationCase(
            "a row for each image on a transposed convolution",
            [([3, 2, 2, 2], any), ([2, 48], any), ([3, 1, 1, 3], any)]
        ) {
            ($0[0].convTranspose($0[1], Window(4, stride: 2, padding: 1), height: 4, width: 4) * $0[2]).sigmoid
        },
        OperationCase("upsample, nearest", [([2, 2, 3, 2], any)]) { $0[0].upsampledNearest(3).squared },
        OperationCase("upsample, bilinear", [([2, 3, 2, 2], any)]) { $0[0].upsampledBilinear().squared },
        OperationCase("pixel shuffle", [([2, 2, 3, 8], any)]) { $0[0].pixelShuffled(2).squared },
        OperationCase("average pool", [([2, 4, 6, 3], any)]) { $0[0].averagePooled(2).squared },
        OperationCase("reflection padding", [([2, 3, 4, 2], any)]) { $0[0].reflectionPadded(2).squared },
        OperationCase("instance normalisation", [([2, 3, 2, 3], any), ([3], any), ([3], any)]) { inputs in
            var context = ForwardContext(isTraining: true)
            return InstanceNorm2d(3)(inputs[0], [inputs[1], inputs[2]], &context)
        },
        OperationCase(
            "batch normalisation", [([3, 2, 2, 2], any), ([2], any), ([2], any), ([2], any), ([2], positive)]
        ) { inputs in
            var context = ForwardContext(isTraining: true)
            return BatchNorm2d(2)(inputs[0], Array(inputs[1...]), &context)
        },
        OperationCase("residual block", [([2, 3, 3, 2], any), ([3, 18], any), ([3], any), ([3, 2], any)]) { inputs in
            var context = ForwardContext(isTraining: true)
            return Residual(
                [Conv2d(2, 3, 3, padding: 1), Activation.leakyReLU(0.2)], shortcut: [Conv2d(2, 3, 1, bias: false)])(
                    inputs[0], Array(inputs[1...]), &context)
        },
        OperationCase("a value for each pixel", [([2, 3, 3, 5], any), ([2, 3, 3, 1], any)]) { $0[0] * $0[1] },
    ]

    /// Fresh inputs in a fresh graph, their values, and the result.
    func make(seed: UInt64) -> (
        inputs: [(name: String, tensor: Tensor)], values: [String: [Double]], result: Tensor, random: SeededNumbers
    ) {
        let graph = Graph()
        var random = SeededNumbers(seed)
        var values: [String: [Double]] = [:]
        var tensors: [(name: String, tensor: Tensor)] = []
        for (index, (shape, range)) in inputs.enumerated() {
            values["x\(index)"] = random.numbers(shape.count, in: range)
            tensors.append(("x\(index)", graph.input("x\(index)", shape)))
        }
        return (tensors, values, build(tensors.map(\.tensor)), random)
    }
}
