/// Fills a buffer with one value.
struct FillKernel: Kernel {
    let value: Float
    let target: Int, count: Int

    var chunks: Int { 1 }

    func run(chunk: Int, in context: KernelContext) { (context.arena + target).update(repeating: value, count: count) }
}
