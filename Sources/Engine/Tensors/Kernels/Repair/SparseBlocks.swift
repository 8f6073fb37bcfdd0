import Glibc
import Numerics

/// Completes missing pixels so that overlapping blocks have few frequencies (Guleryuz 2006, "Nonlinear approximation based image recovery
/// using adaptive sparse reconstructions").
///
/// In each iteration the DCT coefficients of a block below a threshold become 0, and the missing pixels become the mean of their blocks, where
/// a block of few frequencies counts more. The threshold falls from the largest structures to detail; the blocks move from one iteration
/// to the next, and the last iterations are averaged. Only blocks with missing pixels are transformed: 8 size³ operations each.
package struct SparseBlocks: Sendable {
    package let width: Int, height: Int, channels: Int
    /// Width and height of a block; half of it lies between two blocks.
    package let size: Int
    /// Each iteration's threshold, in levels.
    package let thresholds: [Float]
    /// The number of iterations whose mean is the result.
    package let averaged: Int

    /// - Precondition: a block fits into the image, and `averaged` is at most the number of iterations.
    package init(width: Int, height: Int, channels: Int, size: Int, thresholds: [Float], averaged: Int) {
        precondition(
            size >= 2 && size <= min(width, height) && (1...max(1, thresholds.count)).contains(averaged),
            "blocks of \(size) in \(width) x \(height), \(averaged) of \(thresholds.count) iterations")
        (self.width, self.height, self.channels) = (width, height, channels)
        (self.size, self.thresholds, self.averaged) = (size, thresholds, averaged)
    }

    /// Thresholds that fall from `first` to `last` by the same factor in each iteration.
    package static func thresholds(from first: Float, to last: Float, count: Int) -> [Float] {
        (0..<count).map { first * powf(last / first, Float($0) / Float(max(1, count - 1))) }
    }

    /// The first columns of the blocks of an iteration, or the first rows, on an axis of `length` pixels.
    ///
    /// Blocks end with the image: those that would begin or end beyond it are moved into it.
    package func positions(_ iteration: Int, length: Int) -> [Int] {
        let step = size / 2, offset = iteration * 13 % step
        let all = stride(from: -offset, through: length - size + step - 1, by: step).map {
            min(max($0, 0), length - size)
        }
        return all.indices.filter { $0 == 0 || all[$0] != all[$0 - 1] }.map { all[$0] }
    }

    /// The completed values (channels, height, width).
    /// - Parameters:
    ///   - start: the same shape: known values, and first values of the missing ones.
    ///   - missing: (height, width), whether a value is missing.
    ///   - report: gets the number of iterations that are complete.
    ///   - isStopped: asked before each block; where it gives true, the values mean nothing.
    package func completed(
        _ start: [Float], missing: [Bool], threads: Int, isStopped: @Sendable () -> Bool = { false },
        report: (Int) throws -> Void = { _ in }
    ) rethrows -> [Float] {
        let area = width * height, transform = CosineTransform(size: size), pool = ThreadPool(threads)
        precondition(start.count == area * channels && missing.count == area, "\(start.count), \(missing.count) values")
        let pixels = missing.indices.filter { missing[$0] }
        var values = start, sums = [Float](repeating: 0, count: pixels.count * channels)
        for (iteration, threshold) in thresholds.enumerated() {
            let rows = positions(iteration, length: height), columns = positions(iteration, length: width)
            let current = values
            let bands = pool.map(rows.count * channels) { index in
                band(
                    current, missing, channel: index % channels, row: rows[index / channels], columns, transform,
                    threshold, isStopped)
            }
            for channel in 0..<channels {
                var total = [Float](repeating: 0, count: area), weight = total
                for (index, row) in rows.enumerated() {
                    let band = bands[index * channels + channel], first = row * width
                    for i in band.sums.indices {
                        total[first + i] += band.sums[i]
                        weight[first + i] += band.weights[i]
                    }
                }
                for (i, pixel) in pixels.enumerated() where weight[pixel] > 0 {
                    let value = total[pixel] / weight[pixel]
                    values[channel * area + pixel] = value
                    if iteration >= thresholds.count - averaged { sums[channel * pixels.count + i] += value }
                }
            }
            try report(iteration + 1)
        }
        for channel in 0..<channels {
            for (i, pixel) in pixels.enumerated() {
                values[channel * area + pixel] = sums[channel * pixels.count + i] / Float(averaged)
            }
        }
        return values
    }

    /// Weighted sums of the blocks of one row of blocks, and their weights, each (size, width).
    fileprivate struct Band: Sendable {
        var sums: [Float]
        var weights: [Float]
    }

    private func band(
        _ values: [Float], _ missing: [Bool], channel: Int, row: Int, _ columns: [Int], _ transform: CosineTransform,
        _ threshold: Float, _ isStopped: () -> Bool
    ) -> Band {
        let count = size * size
        var band = Band(
            sums: [Float](repeating: 0, count: size * width), weights: [Float](repeating: 0, count: size * width))
        var work = [Float](repeating: 0, count: 2 * count)
        values.withUnsafeBufferPointer { values in
            work.withUnsafeMutableBufferPointer { work in
                guard let values = values.baseAddress, let coefficients = work.baseAddress else { return }
                let scratch = coefficients + count, plane = values + (channel * height + row) * width
                for column in columns where isDamaged(missing, row, column) {
                    if isStopped() { return }
                    transform.forward(plane + column, stride: width, scratch: scratch, into: coefficients)
                    // The mean of a block stays, whatever the threshold.
                    var kept = 1
                    for i in 1..<count {
                        if abs(coefficients[i]) > threshold { kept += 1 } else { coefficients[i] = 0 }
                    }
                    transform.inverse(coefficients, scratch: scratch, into: coefficients)
                    band.add(coefficients, at: column, size: size, width: width, weight: Float(count) / Float(kept))
                }
            }
        }
        return band
    }

    private func isDamaged(_ missing: [Bool], _ row: Int, _ column: Int) -> Bool {
        for y in row..<row + size {
            for i in y * width + column..<y * width + column + size where missing[i] { return true }
        }
        return false
    }
}

extension SparseBlocks.Band {
    fileprivate mutating func add(
        _ block: UnsafePointer<Float>, at column: Int, size: Int, width: Int, weight: Float
    ) {
        sums.withUnsafeMutableBufferPointer { sums in
            weights.withUnsafeMutableBufferPointer { weights in
                for y in 0..<size {
                    for x in 0..<size {
                        sums[y * width + column + x] += weight * block[y * size + x]
                        weights[y * width + column + x] += weight
                    }
                }
            }
        }
    }
}
