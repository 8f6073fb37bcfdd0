/// A graph compiled for running: a flat list of kernel calls over one arena, with everything known before the first run.
public struct Plan: Sendable {
    /// What a step calls.
    package enum Kernel: Sendable {
        case matmul(MatMulKernel)
        case convolution(ConvolutionKernel)
        case convolutionTranspose(ConvolutionTransposeKernel)
        case convolutionMatrix(ConvolutionMatrixKernel)
        case winogradWeights(WinogradWeightsKernel)
        case winograd(WinogradKernel)
        case winogradTranspose(WinogradTransposeKernel)
        case winogradMatrix(WinogradMatrixKernel)
        case elementwise(ElementwiseProgram)
        case sum(SumKernel)
        case copy([CopyKernel])
        case permute(PermuteKernel)
        case fill(FillKernel)
        case normal(NormalKernel)
        case uniform(UniformKernel)
        case displace(DisplaceKernel)
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
    /// True when some convolutions do fewer multiplications than `productOperations` counts; see `WinogradGeometry`.
    public var filtersMinimally: Bool {
        steps.contains { if case .winogradWeights = $0.kernel { true } else { false } }
    }
    /// Size of the arena this plan needs, in bytes: state, workspace and scratch.
    public var arenaBytes: Int { arenaCount * MemoryLayout<Float>.stride }
    /// Blocks a run takes from the heap, at most. All are Dispatch's, and how many does not depend on what the plan computes.
    public var allocations: Int { Lanes.handOverBlocks(lanes: lanes) }
    package var arenaCount: Int { scratchStart + lanes * laneScratch }
    package var scratchStart: Int { layout.count + workspace }

    /// Compiles what `outputs` need. Assigned variables change when the plan runs; `outputs` can be read afterwards.
    public init(_ outputs: [Tensor], layout: StateLayout, lanes: Int) {
        precondition(!outputs.isEmpty, "a plan computes something")
        // An input or variable as it is, under whatever shape, is copied: its memory may change before it is read.
        let computed = outputs.map { Self.isView($0) ? $0.mapped(.identity) : $0 }
        let compiled = Lowering(outputs: computed, layout: layout, lanes: lanes).compile()
        self.outputs = Dictionary(zip(outputs, computed).map { ($0.id, compiled.outputs[$1.id]!) }) { first, _ in first }
        (steps, self.layout, self.lanes) = (compiled.steps, layout, lanes)
        (workspace, laneScratch) = (compiled.workspace, compiled.laneScratch)
        starts = steps.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.kernel.chunks) }
    }

    /// Where `output` can be read after a run.
    package func place(of output: Tensor) -> (offset: Int, shape: Shape) {
        guard let place = outputs[output.id] else { preconditionFailure("node \(output.id) is not an output of the plan") }
        return place
    }

    /// True for a source seen through any number of reshapes.
    private static func isView(_ tensor: Tensor) -> Bool {
        switch tensor.node.operation {
        case is Source: true
        case is Reshape: isView(tensor.graph.tensor(tensor.node.inputs[0]))
        default: false
        }
    }
}

extension Plan.Kernel {
    package var chunks: Int {
        switch self {
        case .matmul(let kernel): kernel.chunks
        case .convolution(let kernel): kernel.chunks
        case .convolutionTranspose(let kernel): kernel.chunks
        case .convolutionMatrix(let kernel): kernel.chunks
        case .winogradWeights(let kernel): kernel.chunks
        case .winograd(let kernel): kernel.chunks
        case .winogradTranspose(let kernel): kernel.chunks
        case .winogradMatrix(let kernel): kernel.chunks
        case .elementwise(let program): program.chunks
        case .sum(let kernel): kernel.chunks
        case .copy(let parts): parts.count
        case .permute(let kernel): kernel.chunks
        case .fill: 1
        case .normal(let kernel): kernel.chunks
        case .uniform: 1
        case .displace(let kernel): kernel.chunks
        }
    }

    var scratch: Int {
        switch self {
        case .matmul(let kernel): kernel.scratch
        case .convolution(let kernel): kernel.scratch
        case .convolutionTranspose(let kernel): kernel.scratch
        case .convolutionMatrix(let kernel): kernel.scratch
        case .winograd(let kernel): kernel.scratch
        case .winogradTranspose(let kernel): kernel.scratch
        case .winogradMatrix(let kernel): kernel.scratch
        case .elementwise(let program): program.scratch
        default: 0
        }
    }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>, seed: UInt64, counter: UInt64) {
        switch self {
        case .matmul(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .convolution(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .convolutionTranspose(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .convolutionMatrix(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .winogradWeights(let kernel): kernel.run(chunk: chunk, arena: arena)
        case .winograd(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .winogradTranspose(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .winogradMatrix(let kernel): kernel.run(chunk: chunk, arena: arena, scratch: scratch)
        case .elementwise(let program): program.run(chunk: chunk, arena: arena, scratch: scratch)
        case .sum(let kernel): kernel.run(chunk: chunk, arena: arena)
        case .copy(let parts): parts[chunk].run(arena: arena)
        case .permute(let kernel): kernel.run(chunk: chunk, arena: arena)
        case .fill(let kernel): kernel.run(arena: arena)
        case .normal(let kernel): kernel.run(chunk: chunk, seed: seed, counter: counter, arena: arena)
        case .uniform(let kernel): kernel.run(seed: seed, counter: counter, arena: arena)
        case .displace(let kernel): kernel.run(chunk: chunk, arena: arena)
        }
    }
}
