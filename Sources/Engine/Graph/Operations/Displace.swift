// N batch, H height, W width, C channels.

/// Moves each picture (N, H, W, C) by whole pixels, down and right, given as (N, 2) numbers that are rounded; zeros come in.
///
/// Linear in the pictures; the opposite move is the transpose.
package struct Displace: Operation {
    let isBack: Bool

    package var name: String { isBack ? "move back" : "move" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(inputs[0].rank == 4 && inputs[1] == [inputs[0][0], 2], "move of \(inputs[0]) by \(inputs[1])")
        return inputs[0]
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let (H, W, C) = (shape[1], shape[2], shape[3])
        let (x, moves) = (inputs[0].elements, inputs[1].elements)
        return (0..<shape.count).map { flat in
            let (c, w, h, n) = (flat % C, flat / C % W, flat / C / W % H, flat / C / W / H)
            let sign = isBack ? -1 : 1
            let (row, column) = (h - sign * Int(moves[2 * n].rounded()), w - sign * Int(moves[2 * n + 1].rounded()))
            return 0..<H ~= row && 0..<W ~= column ? x[((n * H + row) * W + column) * C + c] : 0
        }
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.graph.add(Displace(isBack: !isBack), [g, inputs[1]]), nil]
    }
}

/// Sets a rectangle of each picture (N, H, W, C) to zero: (N, 2) numbers are its first row and column, rounded, which may lie outside.
///
/// Linear in the pictures and its own transpose.
package struct CutOut: Operation {
    let height: Int
    let width: Int

    package var name: String { "cut out \(height)x\(width)" }
    package func shape(of inputs: [Shape]) -> Shape {
        precondition(inputs[0].rank == 4 && inputs[1] == [inputs[0][0], 2], "\(name) of \(inputs[0]) at \(inputs[1])")
        return inputs[0]
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        let (H, W, C) = (shape[1], shape[2], shape[3])
        let corners = inputs[1].elements
        return (0..<shape.count).map { flat in
            let (w, h, n) = (flat / C % W, flat / C / W % H, flat / C / W / H)
            let (top, left) = (Int(corners[2 * n].rounded()), Int(corners[2 * n + 1].rounded()))
            return top..<top + height ~= h && left..<left + width ~= w ? 0 : inputs[0].elements[flat]
        }
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.graph.add(self, [g, inputs[1]]), nil]
    }
}

extension Tensor {
    package func displaced(by moves: Tensor) -> Tensor { graph.add(Displace(isBack: false), [self, moves]) }

    package func cutOut(height: Int, width: Int, at corners: Tensor) -> Tensor { graph.add(CutOut(height: height, width: width), [self, corners]) }
}
