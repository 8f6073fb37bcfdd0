package import Numerics

/// What an operation is lowered with: its node's shapes, where its inputs and its result lie, and what is fused to it.
package struct LoweringContext {
    let node: Graph.Node
    /// The node first, then the element-wise operations fused to it, in schedule order.
    let members: [Int]
    let buffers: BufferMap
    /// The number of threads that work is cut for, `Plan.partition`.
    package let threads: Int
    /// Of the factors of products.
    package let precision: Precision
    /// What follows a product; for other operations it does nothing.
    package let epilogue: Epilogue
    /// Names of the functions in `epilogue`.
    let epilogueName: String

    init(_ group: FusedGroup, _ buffers: BufferMap, threads: Int, precision: Precision) {
        (members, self.buffers, self.threads, self.precision) = (group.members, buffers, threads, precision)
        node = buffers.uses.graph.nodes[members[0]]
        if node.operation is any Product {
            (epilogue, epilogueName) = Self.epilogue(members, buffers)
        } else {
            (epilogue, epilogueName) = (Epilogue(destination: .scratch, program: nil), "")
        }
    }

    package var shape: Shape { node.shape }
    package var inputShapes: [Shape] { node.inputs.map { buffers.uses.graph.nodes[$0].shape } }

    package func input(_ index: Int) -> Buffer { buffers.buffer(of: node.inputs[index]) }
    package var inputs: [Buffer] { node.inputs.map(buffers.buffer) }

    /// The node's own result, of an operation that is not a product.
    package var output: Buffer { buffers.buffer(of: members[0]) }

    /// False where the result exists only inside a fused program.
    package var isStored: Bool { buffers.uses.needsBuffer(members[0]) }

    /// Offset of the buffer that `Operation.preparation` asked for.
    func prepared(_ preparation: Preparation) -> Int {
        buffers.prepared[.init(node: node.inputs[preparation.input], name: preparation.name)]!
    }

    /// The group as one pass of an element-wise program.
    func elementwise() -> LoweredKernel {
        let compiled = ElementwiseCompiler(buffers, members: members, product: nil).compile()
        return LoweredKernel(
            ElementwiseKernel(program: compiled.program), name: compiled.name, shape: "\(shape)",
            otherOperations: compiled.program.instructions.count * shape.count)
    }

    private static func epilogue(_ members: [Int], _ buffers: BufferMap) -> (Epilogue, name: String) {
        let product = members[0], rest = Array(members.dropFirst()), uses = buffers.uses
        if rest.isEmpty {
            return (Epilogue(destination: .buffer(offset: buffers.offset(of: product)), program: nil), "")
        }
        // The bare product is stored where a result of the chain will be, unless it is read itself, or only state is
        // changed.
        let home =
            uses.escapes(product)
            ? product : rest.first { !(uses.graph.nodes[$0].operation is Assign) && uses.escapes($0) }
        let compiled = ElementwiseCompiler(buffers, members: rest, product: product, productHome: home).compile()
        let destination = home.map { Epilogue.Destination.buffer(offset: buffers.offset(of: $0)) } ?? .scratch
        return (Epilogue(destination: destination, program: compiled.program), compiled.name)
    }
}

/// An operation as a kernel, with what `Plan.Step` says of it.
package struct LoweredKernel {
    let kernel: any Kernel
    let name: String
    let shape: String
    let productOperations: Int
    let otherOperations: Int

    package init(
        _ kernel: any Kernel, name: String, shape: String, productOperations: Int = 0, otherOperations: Int = 0
    ) {
        (self.kernel, self.name, self.shape) = (kernel, name, shape)
        (self.productOperations, self.otherOperations) = (productOperations, otherOperations)
    }
}
