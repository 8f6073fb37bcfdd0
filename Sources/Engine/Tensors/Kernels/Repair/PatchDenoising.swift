/// One pass of non-local Bayes denoising (Lebrun, Buades and Morel 2013) over the patches of a grid.
///
/// Each patch of the grid and the patches around it that resemble it are a group, which `PatchShrinkage` denoises; overlapping estimates
/// are averaged, those with less remaining noise with more weight. Every group is computed from the input alone, so a part of an image
/// gives the same values as the whole, `reach` pixels and more from the part's edge.
package struct PatchDenoising: Sendable {
    /// What the statistics of a group come from.
    package enum Statistics: Sendable, Equatable {
        /// The noisy patches themselves; see `PatchShrinkage`.
        case noisy(threshold: Float)
        /// The result of a pass before, which also decides which patches resemble each other.
        case guide
    }

    package let width: Int, height: Int, channels: Int
    /// Pixels along a patch's side, between two patches of the grid, and the largest distance from a patch to those of its group along each
    /// axis.
    package let side: Int, step: Int, window: Int
    /// Patches whose statistics are measured, and those of them that are denoised with these, the nearest ones.
    package let count: Int, shared: Int
    /// Standard deviation of the noise.
    package let sigma: Float
    package let statistics: Statistics

    /// - Precondition: a patch fits into the image.
    package init(
        width: Int, height: Int, channels: Int, side: Int, step: Int, window: Int, count: Int, shared: Int,
        sigma: Float,
        statistics: Statistics
    ) {
        precondition(side <= min(width, height) && shared <= count, "patches of \(side) in \(width) x \(height)")
        (self.width, self.height, self.channels, self.side, self.step) = (width, height, channels, side, step)
        (self.window, self.count, self.shared, self.sigma, self.statistics) = (window, count, shared, sigma, statistics)
    }

    /// Weighted sums of estimates over the rows `top..<top + height` and the columns `left..<left + width`.
    package struct Sums: Sendable {
        package let left: Int, top: Int, width: Int, height: Int
        /// (channels, height, width).
        package var values: [Float], weights: [Float]
    }

    /// A value depends on the patches that contain it, they on the patches of their groups, and these on theirs.
    package var reach: Int { 2 * (window + side) }

    /// First pixels of the grid's patches along an axis of an image, of which `part` was read, as indices into the part. The last patch of the
    /// image ends with it.
    package func positions(_ part: Range<Int>, of length: Int) -> [Int] {
        let last = length - side, first = (part.lowerBound + step - 1) / step * step
        let regular = stride(from: first, to: min(last, part.upperBound - side + 1), by: step)
        return (Array(regular) + (part.contains(last) && last + side <= part.upperBound ? [last] : [])).map {
            $0 - part.lowerBound
        }
    }

    /// The estimates of the patches that begin at the given rows and columns.
    /// - Parameters:
    ///   - rows: ascending and not empty, as `columns`.
    ///   - noisy: (channels, height, width), with `padding` more values.
    ///   - guide: the same shape; not read where the statistics are those of the noisy image.
    ///   - isStopped: asked before each row; where it gives true the sums are incomplete.
    package func run(
        rows: ArraySlice<Int>, columns: ArraySlice<Int>, noisy: [Float], guide: [Float],
        isStopped: () -> Bool = { false }
    ) -> Sums {
        let columns = Array(columns)
        guard let top = rows.first, let bottom = rows.last, let left = columns.first, let right = columns.last else {
            return Sums(left: 0, top: 0, width: 0, height: 0, values: [], weights: [])
        }
        var sums = sums(
            from: (max(0, left - window), max(0, top - window)),
            to: (min(width, right + window + side), min(height, bottom + window + side)))
        var work = Group(self)
        noisy.withUnsafeBufferPointer { noisy in
            guide.withUnsafeBufferPointer { guide in
                guard let noisy = noisy.baseAddress else { return }
                let compared = statistics == .guide ? guide.baseAddress ?? noisy : noisy
                for y in rows where !isStopped() {
                    work.distances.measure(y: y, columns: columns, image: compared)
                    for (i, x) in columns.enumerated() {
                        work.choose(i, x: x, y: y, self)
                        for c in 0..<channels {
                            let plane = c * width * height
                            work.denoise(noisy + plane, guide: compared + plane, self)
                            work.add(to: &sums, channel: c, self)
                        }
                    }
                }
            }
        }
        return sums
    }

    private func sums(from: (x: Int, y: Int), to: (x: Int, y: Int)) -> Sums {
        let empty = [Float](repeating: 0, count: channels * (to.x - from.x) * (to.y - from.y))
        return Sums(
            left: from.x, top: from.y, width: to.x - from.x, height: to.y - from.y, values: empty, weights: empty)
    }
}

extension PatchDenoising {
    /// Values behind the last one of an image that may be read.
    package static let padding = PatchDistances.padding

    /// The current group, with the memory for it.
    private struct Group {
        var distances: PatchDistances
        private var selection = PatchSelection()
        private var offsets: [Int] = []
        /// First pixels of the patches; the first `shared` ones are the nearest.
        private var members: [Int] = []
        private var noisy: [Float], guide: [Float]
        private var shrinkage: PatchShrinkage
        private let width: Int, side: Int

        init(_ pass: PatchDenoising) {
            distances = PatchDistances(
                width: pass.width, height: pass.height, channels: pass.channels, side: pass.side, window: pass.window)
            shrinkage = PatchShrinkage(dimension: pass.side * pass.side, capacity: pass.count)
            noisy = [Float](repeating: 0, count: pass.count * pass.side * pass.side)
            guide = noisy
            (width, side) = (pass.width, pass.side)
        }

        /// Chooses the members of the group of the patch at (x, y), number `index` of its row.
        mutating func choose(_ index: Int, x: Int, y: Int, _ pass: PatchDenoising) {
            let span = 2 * pass.window + 1, all = distances.offsets
            distances.values.withUnsafeBufferPointer { values in
                selection.smallest(
                    pass.count, first: pass.shared, of: .init(rebasing: values[index * all..<(index + 1) * all]),
                    own: all / 2, into: &members)
            }
            for (i, offset) in members.enumerated() {
                members[i] =
                    (y + offset / span - pass.window) * width + x + offset % span - pass.window
            }
        }

        /// Denoises the members in one channel.
        mutating func denoise(
            _ noisyPlane: UnsafePointer<Float>, guide guidePlane: UnsafePointer<Float>, _ pass: PatchDenoising
        ) {
            let shared = min(pass.shared, members.count), (members, side, width) = (members, side, width)
            func gather(_ count: Int, _ plane: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
                Self.gather(members.prefix(count), side: side, width: width, plane, target)
            }
            noisy.withUnsafeMutableBufferPointer { noisy in
                guide.withUnsafeMutableBufferPointer { guide in
                    guard let noisy = noisy.baseAddress, let guide = guide.baseAddress else { return }
                    switch pass.statistics {
                    case .guide:
                        gather(shared, noisyPlane, noisy)
                        gather(members.count, guidePlane, guide)
                        shrinkage.denoise(
                            noisy, shared: shared, guide: guide, count: members.count, sigma: pass.sigma)
                    case .noisy(let threshold):
                        gather(members.count, noisyPlane, noisy)
                        shrinkage.denoise(
                            noisy, shared: shared, count: members.count, sigma: pass.sigma, threshold: threshold)
                    }
                }
            }
        }

        /// Copies the patches at `positions` one after another.
        private static func gather(
            _ positions: ArraySlice<Int>, side: Int, width: Int, _ plane: UnsafePointer<Float>,
            _ target: UnsafeMutablePointer<Float>
        ) {
            var target = target
            for position in positions {
                for row in 0..<side {
                    let source = plane + position + row * width
                    for column in 0..<side { target[column] = source[column] }
                    target += side
                }
            }
        }

        /// Adds the denoised members to the sums.
        func add(to sums: inout Sums, channel: Int, _ pass: PatchDenoising) {
            let weight = 1 / (1 + shrinkage.remainingNoise), plane = channel * sums.width * sums.height
            for (m, position) in members.prefix(pass.shared).enumerated() {
                let start = plane + (position / width - sums.top) * sums.width + position % width - sums.left
                for row in 0..<side {
                    for column in 0..<side {
                        let i = start + row * sums.width + column
                        sums.values[i] += weight * shrinkage.result[(m * side + row) * side + column]
                        sums.weights[i] += weight
                    }
                }
            }
        }
    }
}
