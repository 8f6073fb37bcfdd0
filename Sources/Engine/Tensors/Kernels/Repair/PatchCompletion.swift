/// Estimates the missing pixels of patches under the Gaussian that is fitted to similar patches.
///
/// A missing pixel is its conditional mean given the known pixels of the patch (piecewise linear estimators: Yu, Sapiro and Mallat 2012;
/// hyperprior Bayes: Aguerrebere et al. 2017). Estimates of overlapping patches are averaged, those from more known pixels with more weight.
/// A group of n patches of d pixels costs some n² d operations a channel.
package struct PatchCompletion: Sendable {
    package let width: Int, height: Int, channels: Int
    /// Pixels along a patch's side, and the largest distance from a patch to those of its group along each axis.
    package let side: Int, window: Int
    /// Patches of a group, at most.
    package let count: Int

    /// - Precondition: a patch fits into the image.
    package init(width: Int, height: Int, channels: Int, side: Int, window: Int, count: Int) {
        precondition(side <= min(width, height), "patches of \(side) in \(width) x \(height)")
        (self.width, self.height, self.channels) = (width, height, channels)
        (self.side, self.window, self.count) = (side, window, count)
    }

    /// Where a patch misses a pixel: (height, width), by first pixel.
    /// - Parameter known: (height, width), 1 where a value is known.
    package func starts(known: [Float]) -> [Bool] {
        var isMissing = known.map { $0 == 0 }
        // First along the rows, then along the columns: to the left and up by a patch less one.
        for (length, stride, across, other) in [(width, 1, height, width), (height, width, width, 1)] {
            for line in 0..<across {
                var reach = 0
                for i in (0..<length).reversed() {
                    let position = line * other + i * stride
                    reach = isMissing[position] ? side : max(0, reach - 1)
                    isMissing[position] = reach > 0
                }
            }
        }
        return isMissing
    }

    /// What one pass does.
    package struct Pass: Sendable {
        /// Pixels between two patches that are estimated.
        package var step: Int
        /// Known values are weighted as if they had noise of this standard deviation.
        package var softness: Float
        /// Whether similar patches are searched for all patches, or only for those that have no group yet.
        package var searches: Bool
        /// The columns and rows whose missing pixels are needed.
        package var columns: Range<Int>, rows: Range<Int>

        package init(step: Int, softness: Float, searches: Bool, columns: Range<Int>, rows: Range<Int>) {
            (self.step, self.softness, self.searches) = (step, softness, searches)
            (self.columns, self.rows) = (columns, rows)
        }
    }

    /// Weighted sums of the estimates of missing pixels in the rows from `top` on.
    package struct Sums: Sendable {
        package let top: Int, height: Int
        /// (channels, height, width), and (height, width).
        package fileprivate(set) var values: [Float], weights: [Float]
    }

    /// Values behind the last one of an image that may be read.
    package static let padding = PatchDistances.padding

    /// Estimates the patches that begin in the rows of `groups`.
    /// - Parameters:
    ///   - starts: the patches that miss a pixel.
    ///   - groups: those of the pass before; gets those that are searched.
    ///   - estimate: (channels, height, width), by which patches are compared, with `padding` more values.
    ///   - given: the same shape; the known values are read.
    ///   - known: (height, width), 1 where a value is known.
    ///   - trust: (height, width), the weight of a pixel in comparisons, with `padding` more values.
    ///   - isStopped: asked before each row; where it gives true the sums are incomplete.
    package func run(
        _ pass: Pass, at starts: [Bool], groups: inout PatchGroups, estimate: [Float], given: [Float], known: [Float],
        trust: [Float],
        isStopped: () -> Bool = { false }
    ) -> Sums {
        let before = pass.searches ? nil : groups
        if pass.searches { groups.removeAll() }
        let top = groups.rows.lowerBound, high = min(height, groups.rows.upperBound + side - 1) - top
        var sums = Sums(
            top: top, height: high, values: [Float](repeating: 0, count: channels * high * width),
            weights: [Float](repeating: 0, count: high * width))
        var mean = ConditionalMean(dimension: side * side, channels: channels, capacity: count)
        var search = GroupSearch(self)
        let rows = positions(height, step: pass.step, reaching: pass.rows).filter { groups.rows.contains($0) }
        let columns = positions(width, step: pass.step, reaching: pass.columns)
        for y in rows {
            let damaged = columns.filter { starts[y * width + $0] }
            if damaged.isEmpty { continue }
            if isStopped() { break }
            search.fill(&groups, from: before, y: y, columns: damaged, estimate: estimate, trust: trust)
            for x in damaged {
                mean.estimate(
                    groups[x, y], estimate: estimate, given: given, known: known, softness: pass.softness, self)
                sums.add(mean, at: (x, y), self)
            }
        }
        return sums
    }

    /// Replaces values by the mean of their estimates, where there is one.
    package func average(_ parts: [Sums], into values: inout [Float]) {
        var sums = [Float](repeating: 0, count: channels * height * width),
            weights = [Float](repeating: 0, count: height * width)
        for part in parts {
            let start = part.top * width, count = part.height * width
            for i in 0..<count { weights[start + i] += part.weights[i] }
            for c in 0..<channels {
                for i in 0..<count { sums[c * height * width + start + i] += part.values[c * count + i] }
            }
        }
        for i in weights.indices where weights[i] > 0 {
            for c in 0..<channels { values[c * height * width + i] = sums[c * height * width + i] / weights[i] }
        }
    }

    /// First pixels of the grid's patches along an axis that overlap `needed`. The last patch of the image ends with it.
    private func positions(_ length: Int, step: Int, reaching needed: Range<Int>) -> [Int] {
        var all = Array(stride(from: 0, through: length - side, by: step))
        if let last = all.last, last != length - side { all.append(length - side) }
        return all.filter { $0 < needed.upperBound && $0 + side > needed.lowerBound }
    }
}

extension PatchCompletion.Sums {
    /// Adds the estimate of the patch at `place`.
    fileprivate mutating func add(_ mean: ConditionalMean, at place: (x: Int, y: Int), _ shape: PatchCompletion) {
        let (width, side) = (shape.width, shape.side), plane = height * width
        let share = Float(side * side - mean.missing.count) / Float(side * side)
        // A patch without a known pixel counts where no other patch does.
        let weight = share * share + 1e-6
        for (i, pixel) in mean.missing.enumerated() {
            let position = (place.y - top + pixel / side) * width + place.x + pixel % side
            for c in 0..<shape.channels { values[c * plane + position] += weight * mean.result[c * side * side + i] }
            weights[position] += weight
        }
    }
}
