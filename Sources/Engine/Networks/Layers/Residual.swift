package import Tensors

/// A residual block (He et al. 2016): body(x) + shortcut(x); without `shortcut` it is body(x) + x.
///
/// Parameters are named `body.0.weight` and `shortcut.0.weight`.
package struct Residual: Layer {
    let body: Sequential
    let shortcut: Sequential

    package init(_ body: [any Layer], shortcut: [any Layer] = []) {
        (self.body, self.shortcut) = (Sequential(body), Sequential(shortcut))
    }

    package var parameters: [Parameter] {
        body.parameters.map { $0.prefixed("body") } + shortcut.parameters.map { $0.prefixed("shortcut") }
    }

    package func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        let count = body.parameters.count
        return body(x, Array(parameters[..<count]), &context) + shortcut(x, Array(parameters[count...]), &context)
    }
}
