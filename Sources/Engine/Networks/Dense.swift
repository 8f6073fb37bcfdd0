/// y = x Wᵀ + b: x (N, in) to (N, out).
public struct Dense: Layer {
    public let inputs: Int
    public let outputs: Int

    public init(_ inputs: Int, _ outputs: Int) { (self.inputs, self.outputs) = (inputs, outputs) }

    public var parameters: [Parameter] {
        // Glorot and Bengio 2010: the same variance forwards and backwards.
        let bound = (6 / Float(inputs + outputs)).squareRoot()
        return [Parameter(name: "weight", shape: [outputs, inputs], initial: .uniform(bound: bound)),
                Parameter(name: "bias", shape: [outputs], initial: .zeros)]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor { x.matmul(own[0], transposeOther: true) + own[1] }
}
