import Numerics

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
    private var column: [Float] = [], row: [Float] = [], trusted: [Float] = []

    /// Offsets of a patch, with that to itself.
    var offsets: Int { (2 * window + 1) * (2 * window + 1) }

    init(width: Int, height: Int, channels: Int, side: Int, window: Int) {
        precondition(side <= min(width, height), "patches of \(side) in \(width) x \(height)")
        (self.width, self.height, self.channels, self.side, self.window) = (width, height, channels, side, window)
    }

    /// Values behind the last one that `measure` may read.
    static let padding = 16

    /// Measures the patches that begin in row y at the given columns.
    /// - Parameters:
    ///   - columns: ascending.
    ///   - image: (channels, height, width), with `padding` more values.
    ///   - trust: (height, width), with `padding` more values: the distance is the mean square, weighted by the trust of both pixels. Without
    ///     it, the sum of squares.
    mutating func measure(
        y: Int, columns: [Int], image: UnsafePointer<Float>, trust: UnsafePointer<Float>? = nil
    ) {
        guard let first = columns.first, let last = columns.last else { return }
        let length = last + side - first, span = 2 * window + 1, offsets = offsets
        let shape = Shape(width: width, plane: width * height, channels: channels, side: side)
        let (width, height, side, window) = (width, height, side, window)
        values = [Float](repeating: .infinity, count: columns.count * offsets)
        if column.count < length + 2 * Self.padding {
            column = [Float](repeating: 0, count: length + 2 * Self.padding)
            (row, trusted) = (column, column)
        }
        values.withUnsafeMutableBufferPointer { values in
            column.withUnsafeMutableBufferPointer { column in
                row.withUnsafeMutableBufferPointer { row in
                    trusted.withUnsafeMutableBufferPointer { trusted in
                        guard let column = column.baseAddress, let row = row.baseAddress,
                            let trusted = trusted.baseAddress
                        else { return }
                        for dy in max(-window, -y)...min(window, height - side - y) {
                            for dx in -window...window {
                                let start = max(first, -dx), end = min(last, width - side - dx)
                                guard start <= end else { continue }
                                let (a, b, count) = (y * width + start, (y + dy) * width + start + dx, end - start + 1)
                                if let trust {
                                    shape.mean(
                                        image + a, image + b, trust + a, trust + b, count: count, column, trusted, row)
                                } else {
                                    shape.sum(image + a, image + b, count: count, column, row)
                                }
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
    }

    private struct Shape {
        let width: Int, plane: Int, channels: Int, side: Int

        /// row[i] = the squared distance of the patches at a + i and b + i, for `count` positions.
        @inline(__always)
        func sum(
            _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, _ column: UnsafeMutablePointer<Float>,
            _ row: UnsafeMutablePointer<Float>
        ) {
            for i in stride(from: 0, to: count + side - 1, by: Vector.scalarCount) {
                var sum = Vector(repeating: 0)
                for c in 0..<channels {
                    for r in 0..<side {
                        let offset = c * plane + r * width + i
                        let difference = (a + offset).vector - (b + offset).vector
                        sum = sum.addingProduct(difference, difference)
                    }
                }
                (column + i).vector = sum
            }
            for i in stride(from: 0, to: count, by: Vector.scalarCount) {
                var sum = (column + i).vector
                for k in 1..<side { sum += (column + i + k).vector }
                (row + i).vector = sum
            }
        }

        /// row[i] = the mean squared distance of the patches at a + i and b + i, weighted by the trust ta and tb, for `count` positions.
        @inline(__always)
        func mean(
            _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ ta: UnsafePointer<Float>,
            _ tb: UnsafePointer<Float>,
            count: Int, _ column: UnsafeMutablePointer<Float>, _ trusted: UnsafeMutablePointer<Float>,
            _ row: UnsafeMutablePointer<Float>
        ) {
            for i in stride(from: 0, to: count + side - 1, by: Vector.scalarCount) {
                var sum = Vector.zero, weight = Vector.zero
                for r in 0..<side {
                    let trust = (ta + r * width + i).vector * (tb + r * width + i).vector
                    var squares = Vector.zero
                    for c in 0..<channels {
                        let offset = c * plane + r * width + i
                        let difference = (a + offset).vector - (b + offset).vector
                        squares = squares.addingProduct(difference, difference)
                    }
                    sum = sum.addingProduct(trust, squares)
                    weight += trust
                }
                (column + i).vector = sum
                (trusted + i).vector = weight
            }
            for i in stride(from: 0, to: count, by: Vector.scalarCount) {
                var sum = (column + i).vector, weight = (trusted + i).vector
                for k in 1..<side {
                    sum += (column + i + k).vector
                    weight += (trusted + i + k).vector
                }
                (row + i).vector = sum / (weight + 0.01)
            }
        }
    }
}
