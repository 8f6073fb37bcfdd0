/// A growing list of nodes, each an operation on earlier nodes; equal nodes are stored once.
///
/// A graph holds no values. `Plan` compiles it; `ReferenceInterpreter` computes it slowly in double precision.
package final class Graph {
    package struct Node {
        package let operation: any Operation
        package let inputs: [Int]
        package let shape: Shape
    }

    private struct Key: Hashable {
        let operation: AnyHashable
        let inputs: [Int]
    }

    package private(set) var nodes: [Node] = []
    private var known: [Key: Int] = [:]
    private var names: Set<String> = []
    private var randomStreams: UInt32 = 0

    package init() {}

    /// Adds a node, or finds the equal one that is already there. The shape rule is checked here.
    package func add(_ operation: some Operation, _ inputs: [Tensor]) -> Tensor {
        for input in inputs {
            precondition(input.graph === self, "\(operation.name): an input belongs to another graph")
        }
        let key = Key(operation: AnyHashable(operation), inputs: inputs.map(\.id))
        if let id = known[key] { return Tensor(graph: self, id: id) }
        let shape = operation.shape(of: inputs.map(\.shape))
        nodes.append(Node(operation: operation, inputs: key.inputs, shape: shape))
        known[key] = nodes.count - 1
        return Tensor(graph: self, id: nodes.count - 1)
    }

    // MARK: Inputs, variables, constants and random numbers

    /// A value that the host writes before a run: images, a learning rate.
    package func input(_ name: String, _ shape: Shape) -> Tensor {
        declare(name)
        return add(Source(kind: .input, name: name, declared: shape), [])
    }

    /// A value that lives from run to run, such as weights and moments. Only `assign` changes it.
    package func variable(_ name: String, _ shape: Shape) -> Tensor {
        declare(name)
        return add(Source(kind: .variable, name: name, declared: shape), [])
    }

    package func constant(_ value: Float, _ shape: Shape = .scalar) -> Tensor {
        add(Constant(value: value, declared: shape), [])
    }

    /// Standard normal numbers, new in every run: a function of the seed, this node and the run's counter.
    package func normal(_ shape: Shape) -> Tensor {
        defer { randomStreams += 1 }
        return add(RandomNormal(stream: randomStreams, declared: shape), [])
    }

    /// Uniform numbers in 0..<1, new in every run.
    package func uniform(_ shape: Shape) -> Tensor {
        defer { randomStreams += 1 }
        return add(RandomUniform(stream: randomStreams, declared: shape), [])
    }

    /// The stream of the next random tensor.
    package var nextRandomStream: UInt32 { randomStreams }

    /// Runs `body` with random streams counted from `start`: expressions that are declared a second time get the same random tensors.
    package func repeatingRandomStreams(from start: UInt32, _ body: () -> Void) {
        let next = randomStreams
        randomStreams = start
        body()
        randomStreams = max(next, randomStreams)
    }

    package func tensor(_ id: Int) -> Tensor { Tensor(graph: self, id: id) }

    package func source(named name: String) -> Tensor? {
        nodes.firstIndex { ($0.operation as? Source)?.name == name }.map(tensor)
    }

    private func declare(_ name: String) {
        precondition(names.insert(name).inserted, "the graph already has a source named \(name)")
    }
}
