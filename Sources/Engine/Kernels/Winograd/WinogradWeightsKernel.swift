// O channels of the results, C of the pictures.

/// Spreads a convolution's matrix (O, 16 C) into the (9, O, 4 C) that minimal filtering multiplies with.
package struct WinogradWeightsKernel: Sendable {
    let geometry: WinogradGeometry
    let matrix: Int, target: Int
    package let chunks: Int

    package init(_ geometry: WinogradGeometry, matrix: Int, target: Int, lanes: Int) {
        (self.geometry, self.matrix, self.target) = (geometry, matrix, target)
        chunks = min(lanes, geometry.results)
    }

    func run(chunk: Int, arena: UnsafeMutablePointer<Float>) {
        let (O, C, depth) = (geometry.results, geometry.channels, geometry.depth)
        for o in Tiling.range(chunk, of: chunks, O) {
            let taps = arena + matrix + o * 16 * C
            for position in 0..<WinogradGeometry.positions {
                for phase in 0..<4 {
                    let spread = arena + target + (position * O + o) * depth + phase * C
                    WinogradGeometry.spread(position / 3, position % 3, to: spread, C) { UnsafePointer(taps + geometry.column(phase, $0, $1)) }
                }
            }
        }
    }
}
