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
        var row = Row(self, columns)
        noisy.withUnsafeBufferPointer { noisy in
            guide.withUnsafeBufferPointer { guide in
                guard let noisy = noisy.baseAddress else { return }
                let compared = statistics == .guide ? guide.baseAddress ?? noisy : noisy
                for y in rows where !isStopped() {
                    row.choose(y, compared)
                    row.denoise(noisy, guide: compared, into: &sums)
                }
            }
        }
        return sums
    }

    private func sums(from: (x: Int, y: Int), to: (x: Int, y: Int)) -> Sums {
        let count = channels * (to.x - from.x) * (to.y - from.y) + PatchShrinkage.slack
        let empty = [Float](repeating: 0, count: count)
        return Sums(
            left: from.x, top: from.y, width: to.x - from.x, height: to.y - from.y, values: empty, weights: empty)
    }
}

extension PatchDenoising {
    /// Values behind the last one of an image that may be read.
    package static let padding = PatchDistances.padding

    /// The groups of one row of the grid, with the memory for them.
    private struct Row {
        private let pass: PatchDenoising, columns: [Int]
        private var distances: PatchDistances
        private var selection = PatchSelection()
        private var offsets: [Int] = []
        /// First pixels of the patches of each column's group; the first `shared` ones are the nearest.
        private var members: [[Int]]
        private var shrinkage: PatchShrinkage

        init(_ pass: PatchDenoising, _ columns: [Int]) {
            (self.pass, self.columns) = (pass, columns)
            distances = PatchDistances(
                width: pass.width, height: pass.height, channels: pass.channels, side: pass.side, window: pass.window)
            shrinkage = PatchShrinkage(
                dimension: pass.side * pass.side, capacity: pass.count, sigma: pass.sigma, statistics: pass.statistics)
            members = [[Int]](repeating: [], count: columns.count)
        }

        /// Chooses the groups of the patches that begin in row y.
        mutating func choose(_ y: Int, _ compared: UnsafePointer<Float>) {
            let span = 2 * pass.window + 1, all = distances.offsets
            distances.measure(y: y, columns: columns, image: compared)
            for (index, x) in columns.enumerated() {
                distances.values.withUnsafeBufferPointer { values in
                    selection.smallest(
                        pass.count, first: pass.shared, of: .init(rebasing: values[index * all..<(index + 1) * all]),
                        own: all / 2, into: &offsets)
                }
                members[index].removeAll(keepingCapacity: true)
                for offset in offsets {
                    members[index].append(
                        (y + offset / span - pass.window) * pass.width + x + offset % span - pass.window)
                }
            }
        }

        /// Denoises the groups in each channel and adds them to the sums, in the order of the columns.
        mutating func denoise(_ noisy: UnsafePointer<Float>, guide: UnsafePointer<Float>, into sums: inout Sums) {
            let (pass, total) = (pass, columns.count * pass.channels), size = pass.width * pass.height
            for first in stride(from: 0, to: total, by: PatchShrinkage.groups) {
                let batch = first..<min(first + PatchShrinkage.groups, total)
                for i in batch {
                    let group = members[i / pass.channels], plane = guide + i % pass.channels * size
                    shrinkage.measure(i - first, count: group.count) { [stride = shrinkage.stride] target in
                        pass.gather(group[...], plane, target, stride: stride)
                    }
                }
                shrinkage.solve()
                for i in batch {
                    let group = members[i / pass.channels].prefix(pass.shared), channel = i % pass.channels
                    let stride = shrinkage.stride
                    shrinkage.apply(i - first, count: group.count) { target in
                        pass.gather(group, noisy + channel * size, target, stride: stride)
                    } use: { patches, remainingNoise in
                        sums.add(
                            patches, stride: stride, at: group, channel: channel, weight: 1 / (1 + remainingNoise), pass
                        )
                    }
                }
            }
        }
    }

    /// Copies the patches at `positions`, one every `stride` values. Up to `PatchShrinkage.slack` values behind a patch are written too.
    private func gather(
        _ positions: ArraySlice<Int>, _ plane: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, stride: Int
    ) {
        for (m, position) in positions.enumerated() {
            for row in 0..<side {
                let source = plane + position + row * width, target = target + m * stride + row * side
                if side <= 8 {
                    target.eight = source.eight
                } else {
                    target.update(from: source, count: side)
                }
            }
        }
    }
}

extension PatchDenoising.Sums {
    /// Adds denoised patches, one every `stride` values.
    fileprivate mutating func add(
        _ patches: UnsafePointer<Float>, stride: Int, at positions: ArraySlice<Int>, channel: Int, weight: Float,
        _ pass: PatchDenoising
    ) {
        let plane = channel * width * height, side = pass.side
        let share = SIMD8<Float>(repeating: 0).replacing(
            with: weight, where: SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7) .< Int32(min(side, 8)))
        let (left, top, width) = (left, top, width)
        values.withUnsafeMutableBufferPointer { values in
            weights.withUnsafeMutableBufferPointer { weights in
                guard let values = values.baseAddress, let weights = weights.baseAddress else { return }
                for (m, position) in positions.enumerated() {
                    let start = plane + (position / pass.width - top) * width + position % pass.width - left
                    for row in 0..<side {
                        let (i, patch) = (start + row * width, patches + m * stride + row * side)
                        if side <= 8 {
                            (values + i).eight = (values + i).eight.addingProduct(share, patch.eight)
                            (weights + i).eight = (weights + i).eight + share
                        } else {
                            for k in 0..<side {
                                values[i + k] += weight * patch[k]
                                weights[i + k] += weight
                            }
                        }
                    }
                }
            }
        }
    }
}

extension UnsafePointer<Float> {
    /// The eight floats from here on; they need no alignment.
    fileprivate var eight: SIMD8<Float> { UnsafeRawPointer(self).loadUnaligned(as: SIMD8<Float>.self) }
}

extension UnsafeMutablePointer<Float> {
    /// The eight floats from here on; they need no alignment.
    fileprivate var eight: SIMD8<Float> {
        get { UnsafeRawPointer(self).loadUnaligned(as: SIMD8<Float>.self) }
        nonmutating set { UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: SIMD8<Float>.self) }
    }
}
