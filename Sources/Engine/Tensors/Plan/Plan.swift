package import Numerics

/// A graph compiled for running: a flat list of kernels over one arena, with every offset and size known before the
/// first run.
package struct Plan: Sendable {
    package let steps: [Step]
    package let layout: StateLayout
    /// Offset and shape of every output.
    package let outputs: [Int: (offset: Int, shape: Shape)]
    /// Elements for values that live only within a run.
    package let workspace: Int
    /// Elements of each thread's scratch memory.
    package let threadScratch: Int
    package let threads: Int
    /// Of the factors of products and convolutions.
    package let precision: Precision
    /// Chunks before each step, and their total.
    package let starts: [Int]

    package var productOperations: Int { steps.reduce(0) { $0 + $1.productOperations } }
    package var bytes: Int { steps.reduce(0) { $0 + $1.bytes } }
    /// Steps with products, and how many of them read bfloat16.
    package var products: (all: Int, bfloat16: Int) {
        let products = steps.filter { $0.productOperations > 0 }
        return (products.count, products.count { $0.kernel.precision == .bf16 })
    }
    /// True where some convolutions do fewer multiplications than `productOperations` counts; see `WinogradGeometry`.
    package var usesWinograd: Bool { steps.contains { $0.kernel.usesWinograd } }
    /// Size of the arena that this plan needs, in bytes: state, workspace and scratch.
    package var arenaBytes: Int { arenaCount * MemoryLayout<Float>.stride }
    /// Heap blocks that a run allocates at most. All are Dispatch's, and their number does not depend on what the plan
    /// computes.
    package var allocations: Int { ThreadPool.allocations(threads: threads) }
    package var arenaCount: Int { scratchStart + threads * threadScratch }
    package var scratchStart: Int { layout.count + workspace }

    /// The number of threads that work is cut for where the caller does not say: two for one or two threads, so that both compute the
    /// same bytes.
    package static func partition(for threads: Int) -> Int { max(2, threads) }

    /// Compiles what `outputs` need. Assigned variables change when the plan runs; `outputs` can be read afterwards.
    /// - Parameters:
    ///   - threads: threads that the plan runs on; results do not depend on it.
    ///   - partition: the number of threads that products and convolutions are cut for, which decides how their sums are rounded; nil
    ///     for `partition(for: threads)`.
    ///   - precision: of the factors of products and convolutions.
    package init(
        _ outputs: [Tensor], layout: StateLayout, threads: Int, partition: Int? = nil, precision: Precision = .fp32
    ) {
        precondition(!outputs.isEmpty, "a plan without outputs")
        // An input or a variable that is itself an output is copied: its memory may change before it is read.
        let computed = outputs.map { Self.isView($0) ? $0.mapped(.identity) : $0 }
        let compiled = Lowering(
            outputs: computed, layout: layout, threads: partition ?? Self.partition(for: threads), precision: precision
        )
        .compile()
        self.outputs = Dictionary(zip(outputs, computed).map { ($0.id, compiled.outputs[$1.id]!) }) { first, _ in first
        }
        (steps, self.layout, self.threads, self.precision) = (compiled.steps, layout, threads, precision)
        (workspace, threadScratch) = (compiled.workspace, compiled.threadScratch)
        starts = steps.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.kernel.chunks) }
    }

    /// Offset and shape of `output`, where it can be read after a run.
    package func location(of output: Tensor) -> (offset: Int, shape: Shape) {
        guard let location = outputs[output.id] else {
            preconditionFailure("node \(output.id) is not an output of the plan")
        }
        return location
    }

    /// True for an input or a variable, directly or through reshapes.
    private static func isView(_ tensor: Tensor) -> Bool {
        switch tensor.node.operation {
        case is Source: true
        case is Reshape: isView(tensor.graph.tensor(tensor.node.inputs[0]))
        default: false
        }
    }
}
