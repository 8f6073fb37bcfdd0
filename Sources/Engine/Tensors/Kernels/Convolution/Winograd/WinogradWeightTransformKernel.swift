// O channels of the results, C of the images.

/// The weight transform: the weights (O, 16 C) of a convolution as (9, O, 4 C), once for all convolutions with them.
struct WinogradWeightTransformKernel: Kernel {
    let geometry: WinogradGeometry
    let source: Int, target: Int
    let chunks: Int

    init(_ geometry: WinogradGeometry, source: Int, target: Int, threads: Int) {
        (self.geometry, self.source, self.target) = (geometry, source, target)
        chunks = min(threads, geometry.results)
    }

    var usesWinograd: Bool { true }

    func run(chunk: Int, in context: KernelContext) {
        let (O, C, depth) = (geometry.results, geometry.channels, geometry.depth)
        for o in Tiling.range(chunk, of: chunks, O) {
            let taps = context.arena + source + o * 16 * C
            for point in 0..<WinogradGeometry.points {
                for component in 0..<4 {
                    let transformed = context.arena + target + (point * O + o) * depth + component * C
                    WinogradGeometry.weightTransform(point / 3, point % 3, to: transformed, C) {
                        UnsafePointer(taps + geometry.column(component, $0, $1))
                    }
                }
            }
        }
    }
}
