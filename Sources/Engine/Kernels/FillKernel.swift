/// Fills a buffer with one number.
package struct FillKernel: Sendable {
    package var value: Float, target: Int, count: Int

    func run(arena: UnsafeMutablePointer<Float>) { (arena + target).update(repeating: value, count: count) }
}
