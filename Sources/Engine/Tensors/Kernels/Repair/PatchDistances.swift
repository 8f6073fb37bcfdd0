/// Squared distances of the patches of one row to all patches around them.
///
/// A patch is named by its top left pixel. For one offset the squared differences of neighbouring patches are the same numbers, so they are
/// summed once for a column and then along the row: some `channels` · 2 + 2 operations for a pixel and an offset, whatever the patch's size.
struct PatchDistances {
    let width: Int, height: Int, channels: Int
    /// Pixels along a patch's side, and the largest offset along each axis.
    let side: Int, window: Int
    /// (columns, offsets): offsets row by row; infinite where the patch is not inside the image.
    private(set) var values: [Float] = []
    private var column: [Float] = [], row: [Float] = []

    /// Offsets of a patch, with that to itself.
    var offsets: Int { (2 * window + 1) * (2 * window + 1) }

    init(width: Int, height: Int, channels: Int, side: Int, window: Int) {
        precondition(side <= min(width, height), "patches of \(side) in \(width) x \(height)")
        (self.width, self.height, self.channels, self.side, self.window) = (width, height, channels, side, window)
    }

    fileprivate typealias Lanes = SIMD16<Float>
    /// Values behind the last one that `measure` may read.
    static let padding = 16

    /// Measures the patches that begin in row y at the given columns.
    /// - Parameters:
    ///   - columns: ascending.
    ///   - image: (channels, height, width), with `padding` more values.
    mutating func measure(y: Int, columns: [Int], image: UnsafePointer<Float>) {
        guard let first = columns.first, let last = columns.last else { return }
        let length = last + side - first, span = 2 * window + 1, offsets = offsets
        let shape = Shape(width: width, plane: width * height, channels: channels, side: side)
        let (width, height, side, window) = (width, height, side, window)
        values = [Float](repeating: .infinity, count: columns.count * offsets)
        if column.count < length + 2 * Self.padding {
            column = [Float](repeating: 0, count: length + 2 * Self.padding)
            row = column
        }
        values.withUnsafeMutableBufferPointer { values in
            column.withUnsafeMutableBufferPointer { column in
                row.withUnsafeMutableBufferPointer { row in
                    guard let column = column.baseAddress, let row = row.baseAddress else { return }
                    for dy in max(-window, -y)...min(window, height - side - y) {
                        for dx in -window...window {
                            let start = max(first, -dx), end = min(last, width - side - dx)
                            guard start <= end else { continue }
                            shape.sum(
                                image + y * width + start, image + (y + dy) * width + start + dx,
                                count: end - start + 1, column, row)
                            let offset = (dy + window) * span + dx + window
                            for (i, x) in columns.enumerated() where x >= start && x <= end {
                                values[i * offsets + offset] = row[x - start]
                            }
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    fileprivate static func load(_ p: UnsafePointer<Float>) -> Lanes {
        UnsafeRawPointer(p).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    fileprivate static func store(_ value: Lanes, _ p: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(p).storeBytes(of: value, as: Lanes.self)
    }

    private struct Shape {
        let width: Int, plane: Int, channels: Int, side: Int

        /// row[i] = the squared distance of the patches at a + i and b + i, for `count` positions.
        @inline(__always)
        func sum(
            _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, _ column: UnsafeMutablePointer<Float>,
            _ row: UnsafeMutablePointer<Float>
        ) {
            for i in stride(from: 0, to: count + side - 1, by: PatchDistances.Lanes.scalarCount) {
                var sum = PatchDistances.Lanes(repeating: 0)
                for c in 0..<channels {
                    for r in 0..<side {
                        let offset = c * plane + r * width + i
                        let difference = PatchDistances.load(a + offset) - PatchDistances.load(b + offset)
                        sum = sum.addingProduct(difference, difference)
                    }
                }
                PatchDistances.store(sum, column + i)
            }
            for i in stride(from: 0, to: count, by: PatchDistances.Lanes.scalarCount) {
                var sum = PatchDistances.load(column + i)
                for k in 1..<side { sum += PatchDistances.load(column + i + k) }
                PatchDistances.store(sum, row + i)
            }
        }
    }
}
