/// A graph compiled for running: a flat list of kernel calls over one arena, with everything known before the first run.
public struct Plan: Sendable {
    /// What a step calls.
    package enum Kernel: Sendable {
        case matmul(MatMulKernel)
        case elementwise(ElementwiseProgram)
        case sum(SumKernel)
        case copy([CopyKernel])
        case fill(FillKernel)
        case normal(NormalKernel)
    }

    /// One step and what it costs.
    public struct Step: Sendable {
        package var kernel: Kernel
        /// E.g. "matmul + add leakyReLU".
        public var name: String
        /// E.g. "256x1024x784".
        public var shape: String
        /// The variables it reads or changes.
        public var variables: [String]
        /// Floating point operations of matrix products, and of element-wise functions and sums (one for each function).
        public var productOperations: Int
        public var otherOperations: Int
        /// Bytes read and written, each tensor counted once.
        public var bytes: Int
    }

    public let steps: [Step]
    public let layout: StateLayout
    /// Offset and shape of every output.
    package let outputs: [Int: (offset: Int, shape: Shape)]
    /// Elements for values that live only within a run, and for one lane's scratch.
    package let workspace: Int
    package let laneScratch: Int
    package let lanes: Int
    /// Chunks before each step, and their total.
    package let starts: [Int]

    public var productOperations: Int { steps.reduce(0) { $0 + $1.productOperations } }
    public var bytes: Int { steps.reduce(0) { $0 + $1.bytes } }
    /// Size of the arena this plan needs, in bytes: state, workspace and scratch.
    public var arenaBytes: Int { arenaCount * MemoryLayout<Float>.stride }
    package var arenaCount: Int { scratchStart + lanes * laneScratch }
    package var scratchStart: Int { layout.count + workspace }

    /// Compiles what `outputs` need. Assigned variables change when the plan runs; `outputs` can be read afterwards.
    public init(_ outputs: [Tensor], layout: StateLayout, lanes: Int) {
        precondition(!outputs.isEmpty, "a plan computes something")
        for output in outputs {
            var root = output
            while root.node.operation is Reshape { root = output.graph.tensor(root.node.inputs[0]) }
            if let source = root.node.operation as? Source { preconditionFailure("\(source.name) is no result: read it by its name") }
        }
        let compiled = Lowering(outputs: outputs, layout: layout, lanes: lanes).compile()
        (steps, self.layout, self.outputs, self.lanes) = (compiled.steps, layout, compiled.outputs, lanes)
        (workspace, laneScratch) = (compiled.workspace, compiled.laneScratch)
        starts = steps.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.kernel.chunks) }
    }
}

extension Plan.Kernel {
    package var chunks: Int {
        switch self {
        case .matmul(let kernel): kernel.chunks
        case .elementwise(let program): program.chunks
        case .sum(let kernel): kernel.chunks
        case .copy(let parts): parts.count
        case .fill: 1
        case .normal(let kernel): kernel.chunks
        }
    }

    var scratch: Int {
        switch self {
        case .matmul(let kernel): kernel.scratch
        case .elementwise(let program): program.scratch
        default: 0
        }
    }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>, seed: UInt64, counter: UInt64) {
        switch self {
        case .matmul(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .elementwise(let program): program.run(chunk: chunk, arena: arena, scratch: scratch)
        case .sum(let kernel): kernel.run(chunk: chunk, arena: arena)
        case .copy(let parts): parts[chunk].run(arena: arena)
        case .fill(let kernel): kernel.run(arena: arena)
        case .normal(let kernel): kernel.run(chunk: chunk, seed: seed, counter: counter, arena: arena)
        }
    }
}
