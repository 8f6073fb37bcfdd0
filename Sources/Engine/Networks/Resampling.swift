/// Larger and smaller pictures without anything learned.
public enum Resampling: Layer {
    case nearest(Int)
    case bilinear
    case averagePool(Int)
    case maximumPool(Int)
    case pixelShuffle(Int)
    case reflectionPad(Int)

    public var parameters: [Parameter] { [] }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        switch self {
        case .nearest(let factor): x.upsampledNearest(factor)
        case .bilinear: x.upsampledBilinear()
        case .averagePool(let size): x.averagePooled(size)
        case .maximumPool(let size): x.maximumPooled(size)
        case .pixelShuffle(let factor): x.pixelShuffled(factor)
        case .reflectionPad(let width): x.reflectionPadded(width)
        }
    }
}
