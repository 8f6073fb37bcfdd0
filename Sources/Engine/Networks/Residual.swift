/// Layers one after the other as one layer; parameters are named by their place, `2.weight`, as in a PyTorch `Sequential`.
public struct Chain: Layer {
    let layers: [any Layer]

    public init(_ layers: [any Layer]) { self.layers = layers }

    public var parameters: [Parameter] {
        layers.enumerated().flatMap { place, layer in layer.parameters.map { $0.under(String(place)) } }
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        var (x, next) = (x, 0)
        for layer in layers {
            let count = layer.parameters.count
            x = layer(x, Array(own[next..<next + count]), &pass)
            next += count
        }
        return x
    }
}

/// What the layers make of x, added to x (He et al. 2016), or to what `shortcut` makes of it where extents change.
public struct Residual: Layer {
    let body: Chain
    let shortcut: Chain

    public init(_ body: [any Layer], shortcut: [any Layer] = []) { (self.body, self.shortcut) = (Chain(body), Chain(shortcut)) }

    public var parameters: [Parameter] { body.parameters.map { $0.under("body") } + shortcut.parameters.map { $0.under("shortcut") } }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let count = body.parameters.count
        return body(x, Array(own[..<count]), &pass) + shortcut(x, Array(own[count...]), &pass)
    }
}

extension Parameter {
    /// The same under a longer name.
    func under(_ prefix: String) -> Parameter {
        var named = self
        named.name = "\(prefix).\(name)"
        return named
    }
}
