import Tensors
import Testing

/// Compares symbolic gradients with central differences, in double precision.
enum FiniteDifferences {
    /// Checks d(loss)/d(input) for every element of every named input.
    static func check(
        _ loss: Tensor, _ inputs: [(name: String, tensor: Tensor)], at values: [String: [Double]],
        tolerance: Double = 1e-6,
        _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let gradients = loss.graph.gradient(of: loss, withRespectTo: inputs.map(\.tensor))
        var interpreter = ReferenceInterpreter(values)
        let symbolic = interpreter.run(gradients)
        for ((name, _), gradient) in zip(inputs, symbolic) {
            for index in gradient.indices {
                func value(_ offset: Double) -> Double {
                    var moved = ReferenceInterpreter(values)
                    moved.values[name]![index] += offset
                    return moved.run([loss])[0][0]
                }
                let h = 1e-5
                let numeric = (value(h) - value(-h)) / (2 * h)
                let close = abs(numeric - gradient[index]) <= tolerance * max(1, abs(numeric))
                #expect(
                    close,
                    "\(comment?.rawValue ?? "") d/d\(name)[\(index)]: \(gradient[index]) by rule, \(numeric) by differences",
                    sourceLocation: sourceLocation)
            }
        }
    }

    /// A scalar that depends on every element of `tensor` in a different way.
    static func weighted(_ tensor: Tensor, _ values: inout [String: [Double]], _ random: inout SeededNumbers) -> Tensor
    {
        let name = "weight\(values.count)"
        values[name] = random.numbers(tensor.shape.count, in: -1...1)
        return (tensor * tensor.graph.input(name, tensor.shape)).sum
    }
}

/// Random numbers for tests: the same for the same seed, on every machine.
struct SeededNumbers {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func number(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) / Double(1 << 53)
    }

    mutating func numbers(_ count: Int, in range: ClosedRange<Double>) -> [Double] {
        (0..<count).map { _ in number(in: range) }
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }

    mutating func pick<T>(_ items: [T]) -> T { items[int(0...items.count - 1)] }
}
