// N batch, H height, W width, C channels of the larger picture; O channels of the smaller one; K = kernel height · kernel width · C.

/// How a kernel walks over a picture: its extents, the steps between its places, and the zeros around the picture.
package struct Window: Hashable, Sendable {
    package let height: Int
    package let width: Int
    package let stride: Int
    package let padding: Int

    package init(_ size: Int, stride: Int = 1, padding: Int = 0) {
        precondition(size > 0 && stride > 0 && padding >= 0, "window \(size), stride \(stride), padding \(padding)")
        (height, width, self.stride, self.padding) = (size, size, stride, padding)
    }

    package var taps: Int { height * width }

    /// Places of the window along an axis of `extent` pixels.
    package func places(_ extent: Int, _ size: Int) -> Int { (extent + 2 * padding - size) / stride + 1 }

    /// Shape of what the window makes of pictures of shape (N, H, W, C) with `channels` results for each place.
    package func result(_ pictures: Shape, channels: Int) -> Shape {
        precondition(pictures.rank == 4, "pictures are (N, H, W, C), got \(pictures)")
        let (h, w) = (places(pictures[1], height), places(pictures[2], width))
        precondition(h > 0 && w > 0, "window \(height)x\(width) does not fit \(pictures) with padding \(padding)")
        return [pictures[0], h, w, channels]
    }

    var name: String { "\(height)x\(width)" + (stride > 1 ? " /\(stride)" : "") }
}

/// The trilinear form that the three convolutions are derivatives of: the sum of y · kernel · x over all places, taps and channels.
///
/// Each operation leaves one of its three arguments open, so each one's gradients are the other two: the family is closed under
/// differentiation, to any order (compare Dumoulin and Visin 2016).
private struct WindowForm {
    let window: Window
    let pictures: Shape
    let results: Shape

    /// Calls `body` with flat indices into pictures, matrix (O, K) and results.
    func forEach(_ body: (_ x: Int, _ w: Int, _ y: Int) -> Void) {
        let (H, W, C, O) = (pictures[1], pictures[2], pictures[3], results[3])
        for place in 0..<results.count / O {
            let (n, row, column) = (place / (results[1] * results[2]), place / results[2] % results[1], place % results[2])
            for tap in 0..<window.taps {
                let h = row * window.stride - window.padding + tap / window.width
                let w = column * window.stride - window.padding + tap % window.width
                guard 0..<H ~= h, 0..<W ~= w else { continue }
                for c in 0..<C {
                    for o in 0..<O {
                        body(((n * H + h) * W + w) * C + c, (o * window.taps + tap) * C + c, place * O + o)
                    }
                }
            }
        }
    }
}

/// y = x * kernel: pictures (N, H, W, C) and matrix (O, K) to (N, H', W', O).
package struct Convolution: Product {
    package let window: Window

    package var name: String { "convolve \(window.name)" }
    package func shape(of inputs: [Shape]) -> Shape {
        let (x, w) = (inputs[0], inputs[1])
        precondition(x.rank == 4 && w.rank == 2 && w[1] == window.taps * x[3], "\(name) of \(x) with a matrix of \(w)")
        return window.result(x, channels: w[0])
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        var y = [Double](repeating: 0, count: shape.count)
        WindowForm(window: window, pictures: inputs[0].shape, results: shape)
            .forEach { y[$2] += inputs[0].elements[$0] * inputs[1].elements[$1] }
        return y
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let (x, w) = (inputs[0], inputs[1])
        return [g.convolvedBack(w, window, height: x.shape[1], width: x.shape[2]), x.convolutionMatrix(with: g, window)]
    }
}

/// The transpose of `Convolution` in its pictures: (N, H', W', O) and matrix (O, K) to (N, H, W, C).
package struct ConvolutionTranspose: Product {
    package let window: Window
    package let height: Int
    package let width: Int

    package var name: String { "convolve back \(window.name)" }
    package func shape(of inputs: [Shape]) -> Shape {
        let (y, w) = (inputs[0], inputs[1])
        precondition(y.rank == 4 && w.rank == 2 && w[0] == y[3] && w[1] % window.taps == 0, "\(name) of \(y) with a matrix of \(w)")
        let x: Shape = [y[0], height, width, w[1] / window.taps]
        precondition(window.result(x, channels: y[3]) == y, "\(name) of \(y) does not make \(x)")
        return x
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        var x = [Double](repeating: 0, count: shape.count)
        WindowForm(window: window, pictures: shape, results: inputs[0].shape)
            .forEach { x[$0] += inputs[0].elements[$2] * inputs[1].elements[$1] }
        return x
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        [g.convolved(inputs[1], window), g.convolutionMatrix(with: inputs[0], window)]
    }
}

/// The transpose of `Convolution` in its matrix: pictures (N, H, W, C) and (N, H', W', O) to (O, K).
package struct ConvolutionMatrix: Product {
    package let window: Window

    package var name: String { "convolution matrix \(window.name)" }
    package func shape(of inputs: [Shape]) -> Shape {
        let (x, y) = (inputs[0], inputs[1])
        precondition(y.rank == 4 && window.result(x, channels: y[3]) == y, "\(name) of \(x) and \(y)")
        return [y[3], window.taps * x[3]]
    }
    package func value(_ inputs: [ReferenceValue], shape: Shape, context: ReferenceContext) -> [Double] {
        var w = [Double](repeating: 0, count: shape.count)
        WindowForm(window: window, pictures: inputs[0].shape, results: inputs[1].shape)
            .forEach { w[$1] += inputs[0].elements[$0] * inputs[1].elements[$2] }
        return w
    }
    package func gradient(_ g: Tensor, output: Tensor, inputs: [Tensor]) -> [Tensor?] {
        let (x, y) = (inputs[0], inputs[1])
        return [y.convolvedBack(g, window, height: x.shape[1], width: x.shape[2]), x.convolved(g, window)]
    }
}

extension Tensor {
    package func convolved(_ matrix: Tensor, _ window: Window) -> Tensor { graph.add(Convolution(window: window), [self, matrix]) }

    package func convolvedBack(_ matrix: Tensor, _ window: Window, height: Int, width: Int) -> Tensor {
        graph.add(ConvolutionTranspose(window: window, height: height, width: width), [self, matrix])
    }

    package func convolutionMatrix(with results: Tensor, _ window: Window) -> Tensor {
        graph.add(ConvolutionMatrix(window: window), [self, results])
    }
}
