import Tensors

/// Random graphs: chains and forks of every kind of node over matrices, with assignments among them.
enum RandomGraph {
    static func make(seed: UInt64) -> (outputs: [Tensor], values: [String: [Double]]) {
        var random = SeededNumbers(seed)
        let graph = Graph()
        let rows = random.pick([1, 3, 16, 40]), columns = random.pick([1, 5, 33, 600])
        var values: [String: [Double]] = [:]
        var pool: [Tensor] = []
        for (name, shape) in [
            ("a", Shape([rows, columns])), ("b", [rows, columns]), ("row", [columns]), ("column", [rows, 1]),
            ("one", .scalar),
        ] {
            values[name] = random.numbers(shape.count, in: -1...1)
            pool.append(graph.input(name, shape))
        }
        var state: [Tensor] = []
        for index in 0..<2 {
            values["v\(index)"] = random.numbers(rows * columns, in: -1...1)
            state.append(graph.variable("v\(index)", [rows, columns]))
        }
        pool += state
        let full = Shape([rows, columns])
        for _ in 0..<random.int(4...24) {
            let x = random.pick(pool), y = random.pick(pool)
            let matrix = random.pick(pool.filter { $0.shape == full })
            let next: Tensor =
                switch random.int(0...13) {
                case 0: x + y
                case 1: x * y
                case 2: x - y
                case 3: x.hyperbolicTangent
                case 4: x.leakyReLU(0.2)
                case 5: x.sigmoid * y
                case 6: matrix.sum(to: [columns]) * (1 / Float(rows))
                case 7: matrix.sum(to: [rows, 1]) * (1 / Float(columns))
                case 8:
                    matrix.matmul(random.pick(pool.filter { $0.shape == full }), transposeOther: true).matmul(matrix)
                        * (1 / Float(rows * columns))
                case 9:
                    matrix.matmul(random.pick(pool.filter { $0.shape == full }), transposeSelf: true).sum
                        * (1 / Float(rows * columns * columns))
                case 10: matrix.reshaped([columns, rows]).softplus.reshaped(full)
                case 11:
                    rows > 1
                        ? Tensor.concatenated(
                            [matrix.sliced(axis: 0, 1..<rows), matrix.sliced(axis: 0, 0..<1)], axis: 0) : x
                case 12: x.broadcast(to: Shape.broadcast(x.shape, full)!)
                default: graph.normal(full) * 0.5 + matrix
                }
            // Keeps values small: the comparison is relative to 1.
            pool.append(next.shape.count > 1 ? next.hyperbolicTangent : next)
        }
        var outputs = (0..<3).map { _ in random.pick(pool) }
        for variable in state where random.int(0...3) > 0 {
            outputs.append(
                variable.assign((variable * 0.5 + random.pick(pool.filter { $0.shape == full })).hyperbolicTangent))
        }
        return (outputs, values)
    }
}
