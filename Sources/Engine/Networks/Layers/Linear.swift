package import Tensors

/// y = x Wᵀ + b: (N, inputs) to (N, outputs).
package struct Linear: Layer {
    package let inputs: Int
    package let outputs: Int

    package init(_ inputs: Int, _ outputs: Int) { (self.inputs, self.outputs) = (inputs, outputs) }

    package var parameters: [Parameter] {
        // Glorot and Bengio 2010: the same variance in the forward and the backward pass.
        let bound = (6 / Float(inputs + outputs)).squareRoot()
        return [
            Parameter(name: "weight", shape: [outputs, inputs], initial: .uniform(bound: bound)),
            Parameter(name: "bias", shape: [outputs], initial: .zeros),
        ]
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        x.matmul(parameters[0], transposeOther: true) + parameters[1]
    }
}
