import Numerics

// O channels of the results, C of the images.

/// The weight transform in bfloat16: the weights (O, 16 C) of a convolution, transformed in float, rounded once and packed in panels for
/// all products with them.
struct BFloat16WinogradWeightKernel: Kernel {
    /// Which products read the panels.
    enum Use: Sendable {
        /// Sums over the 4 C, for results: (9, O / 32 panels, 2 C pairs, 32).
        case convolution
        /// Sums over the O, for pixels: (9, 4 C / 32 panels, O / 2 pairs, 32).
        case transpose
    }

    let geometry: WinogradGeometry
    let use: Use
    let source: Int, target: Int

    /// Rows of the weights of a chunk: one panel, or 16 pairs of each.
    private static let rows = BFloat16.panelWidth
    var chunks: Int { geometry.results / Self.rows }
    var usesWinograd: Bool { true }
    var precision: Precision { .bf16 }
    var scratch: Int { Self.rows * geometry.depth }

    func run(chunk: Int, in context: KernelContext) {
        let (O, C, depth) = (geometry.results, geometry.channels, geometry.depth)
        let (rows, pairs) = (Self.rows, O * depth / 2)
        let panels = (context.arena + target).bits
        for point in 0..<WinogradGeometry.points {
            for row in 0..<rows {
                let taps = context.arena + source + (chunk * rows + row) * 16 * C
                for component in 0..<4 {
                    let transformed = context.scratch + row * depth + component * C
                    WinogradGeometry.weightTransform(point / 3, point % 3, to: transformed, C) {
                        UnsafePointer(taps + geometry.column(component, $0, $1))
                    }
                }
            }
            switch use {
            case .convolution:
                BFloat16.packPanels(
                    transposed: context.scratch, stride: depth, columns: rows, k: depth,
                    into: panels + point * pairs + chunk * rows * depth / 2)
            case .transpose:
                BFloat16.packPanels(
                    context.scratch, stride: depth, k: rows, columns: depth,
                    into: panels + point * pairs + chunk * rows / 2 * BFloat16.panelWidth,
                    distance: O / 2 * BFloat16.panelWidth)
            }
        }
    }
}
