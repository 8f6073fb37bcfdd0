package import Numerics

/// One level of patch-based completion: for each patch that overlaps the hole, the most similar patch without a hole;
/// then the pixels of the hole as a weighted mean of these patches.
///
/// The search is PatchMatch (Barnes, Shechtman, Finkelstein and Goldman 2009): good offsets propagate to neighbours,
/// and a few random candidates improve them. The weighted mean follows Wexler, Shechtman and Irani (2007). A patch is
/// identified by its centre, y * width + x.
package struct PatchSearch: Sendable {
    package let width: Int, height: Int, channels: Int
    /// Pixels from a patch's centre to its side. Centres keep this distance from the border, so that no patch is
    /// clipped.
    package let radius: Int
    /// Centres whose patch overlaps the hole, row by row.
    package let targets: [Int32]
    /// For each pixel, its index among the targets, -1 where it is not one.
    private let targetIndex: [Int32]
    /// Centres whose patch is known completely.
    package let sources: [Int32]
    private let isSource: [Bool]

    /// - Parameters:
    ///   - radius: at most 3.
    ///   - damage: (height, width), true in the hole.
    package init(width: Int, height: Int, channels: Int, radius: Int, damage: [Bool]) {
        precondition(radius <= 3 && channels <= 4, "patches of \(radius) around a pixel, \(channels) channels")
        (self.width, self.height, self.channels, self.radius) = (width, height, channels, radius)
        let touched = Self.dilated(damage, width, height, radius)
        var targets: [Int32] = [], sources: [Int32] = []
        var targetIndex = [Int32](repeating: -1, count: width * height)
        var isSource = [Bool](repeating: false, count: width * height)
        if width > 2 * radius, height > 2 * radius {
            for y in radius..<height - radius {
                for x in radius..<width - radius {
                    let i = y * width + x
                    if touched[i] {
                        targetIndex[i] = Int32(targets.count)
                        targets.append(Int32(i))
                    } else {
                        sources.append(Int32(i))
                        isSource[i] = true
                    }
                }
            }
        }
        (self.targets, self.sources, self.targetIndex, self.isSource) = (targets, sources, targetIndex, isSource)
    }

    /// The number of sources of such a search.
    package static func sources(width: Int, height: Int, radius: Int, damage: [Bool]) -> Int {
        guard width > 2 * radius, height > 2 * radius else { return 0 }
        let touched = dilated(damage, width, height, radius)
        var count = 0
        for y in radius..<height - radius {
            for x in radius..<width - radius where !touched[y * width + x] { count += 1 }
        }
        return count
    }

    /// True within `radius` of a true pixel, by rows and columns.
    private static func dilated(_ marks: [Bool], _ w: Int, _ h: Int, _ radius: Int) -> [Bool] {
        var rows = marks, result = marks
        for y in 0..<h {
            for x in 0..<w where marks[y * w + x] {
                for k in max(0, x - radius)...min(w - 1, x + radius) { rows[y * w + k] = true }
            }
        }
        for y in 0..<h {
            for x in 0..<w where rows[y * w + x] {
                for k in max(0, y - radius)...min(h - 1, y + radius) { result[k * w + x] = true }
            }
        }
        return result
    }

    /// A random source for each target.
    package func start(_ random: inout SplitMix64.Sequence) -> [Int32] {
        targets.map { _ in sources[random.index(below: sources.count)] }
    }

    /// True where `position` is the centre of a patch that may be copied.
    package func allows(_ position: Int) -> Bool { position >= 0 && position < isSource.count && isSource[position] }

    /// Improves `field`, a source for each target, by passes in alternating order over `part` of the targets. The
    /// result are the costs of the part.
    ///
    /// Offsets propagate within the part only, so that parts are independent and the number of threads changes no
    /// result.
    /// - Parameters:
    ///   - bytes: see `bytes(of:)`.
    ///   - weights: (height, width), with eight more values.
    ///   - reach, shrink: the largest distance of a random candidate along each axis, and by what factor the next one is nearer.
    ///   - isStopped: asked once for some targets; where it gives true the field is not improved further.
    package func improve(
        _ field: inout [Int32], part: Range<Int>, bytes: [UInt8], weights: [Float], passes: Int, reach: Int,
        shrink: Int, random: inout SplitMix64.Sequence, isStopped: () -> Bool = { false }
    ) -> [Float] {
        var costs = [Float](repeating: 0, count: part.count)
        let (first, side) = (radius * width + radius, 2 * radius + 1)
        bytes.withUnsafeBufferPointer { bytes in
            weights.withUnsafeBufferPointer { weights in
                guard let v = bytes.baseAddress, let t = weights.baseAddress else { return }
                @inline(__always)
                func cost(_ a: Int, _ b: Int, _ limit: Float) -> Float {
                    VectorMath.patchDistance(
                        v + 4 * (a - first), v + 4 * (b - first), weights: t + a - first, width: width, side: side,
                        limit: limit)
                }
                for i in part { costs[i - part.lowerBound] = cost(Int(targets[i]), Int(field[i]), .infinity) }
                for pass in 0..<passes {
                    let back = pass & 1 == 1
                    for step in 0..<part.count {
                        if step % Self.between == 0, isStopped() { return }
                        let i = back ? part.upperBound - 1 - step : part.lowerBound + step
                        let position = Int(targets[i])
                        var best = Int(field[i]), least = costs[i - part.lowerBound]
                        func attempt(_ candidate: Int) {
                            guard candidate != best, allows(candidate) else { return }
                            let c = cost(position, candidate, least)
                            if c < least { (best, least) = (candidate, c) }
                        }
                        for offset in [back ? 1 : -1, back ? width : -width] {
                            let neighbour = position + offset
                            guard neighbour >= 0, neighbour < targetIndex.count, targetIndex[neighbour] >= 0 else {
                                continue
                            }
                            let j = Int(targetIndex[neighbour])
                            if part.contains(j) { attempt(Int(field[j]) - offset) }
                        }
                        var searchRadius = reach
                        while searchRadius >= 1 {
                            let x = best % width + random.offset(within: searchRadius),
                                y = best / width + random.offset(within: searchRadius)
                            if x >= radius, x < width - radius, y >= radius, y < height - radius {
                                attempt(y * width + x)
                            }
                            searchRadius /= shrink
                        }
                        field[i] = Int32(best)
                        costs[i - part.lowerBound] = least
                    }
                }
            }
        }
        return costs
    }

    /// Targets between two questions whether the search is stopped.
    private static let between = 512

    /// Bytes behind the last pixel that the search may read.
    private static let slack = 32

    /// The values as bytes, (height, width, 4), by which patches are compared: a patch lies in a third of the cache lines of planes.
    package func bytes(of values: [Float]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: width * height * 4 + Self.slack)
        for i in 0..<width * height { write(values, pixel: i, to: &bytes) }
        return bytes
    }

    /// Writes the values of the hole, which `vote` has changed.
    package func update(_ bytes: inout [UInt8], with values: [Float], damage: [Bool]) {
        for i in 0..<width * height where damage[i] { write(values, pixel: i, to: &bytes) }
    }

    @inline(__always)
    private func write(_ values: [Float], pixel: Int, to bytes: inout [UInt8]) {
        for c in 0..<min(channels, 4) {
            bytes[pixel * 4 + c] = UInt8(min(max(values[c * width * height + pixel], 0), 255).rounded())
        }
    }

    /// New values of the hole: the mean of the patches over a pixel, weighted by how well they fit.
    /// - Parameter sharp: true gives little weight to patches that fit badly or whose centre is far, which preserves
    ///   grain; false gives more weight to patches near the hole's border.
    /// - Parameter isStopped: asked once for some rows; where it gives true the values are incomplete.
    package func vote(
        _ field: [Int32], _ costs: [Float], values: inout [Float], damage: [Bool], weights: [Float], sharp: Bool,
        threads: Int, isStopped: @Sendable () -> Bool = { false }
    ) {
        // The scale is the 75th percentile of the costs, as in Wexler et al.
        let sorted = costs.sorted(), scale = max(1, sorted.isEmpty ? 1 : sorted[sorted.count * 3 / 4])
        let pixels = damage.indices.filter { damage[$0] },
            parts = (pixels.count + Self.pixelsOfPart - 1) / Self.pixelsOfPart
        // The values are not held while they are replaced, so that they are not copied.
        let means = Vote(search: self, scale: scale, sharp: sharp)
            .parts(parts, pixels, field, costs, values, weights, threads: threads, isStopped: isStopped)
        let plane = width * height
        for (part, means) in means.enumerated() {
            for i in 0..<means.count / channels {
                for c in 0..<channels {
                    values[c * plane + pixels[part * Self.pixelsOfPart + i]] = means[i * channels + c]
                }
            }
        }
    }

    private static let pixelsOfPart = 4096

    /// How the patches over a pixel are weighted.
    private struct Vote {
        let search: PatchSearch
        let scale: Float
        let sharp: Bool

        func parts(
            _ count: Int, _ pixels: [Int], _ field: [Int32], _ costs: [Float], _ values: [Float], _ weights: [Float],
            threads: Int, isStopped: @Sendable () -> Bool
        ) -> [[Float]] {
            ThreadPool(threads).map(count) { part in
                let first = part * PatchSearch.pixelsOfPart
                return isStopped()
                    ? []
                    : means(
                        pixels[first..<min(first + PatchSearch.pixelsOfPart, pixels.count)], field, costs, values,
                        weights)
            }
        }

        /// The new values of `pixels`, (pixels, channels).
        private func means(
            _ pixels: ArraySlice<Int>, _ field: [Int32], _ costs: [Float], _ values: [Float], _ weights: [Float]
        )
            -> [Float]
        {
            let (width, height, radius, channels) = (search.width, search.height, search.radius, search.channels)
            let plane = width * height
            var result: [Float] = []
            result.reserveCapacity(pixels.count * channels)
            for pixel in pixels {
                let (x, y) = (pixel % width, pixel / width)
                var total: Float = 0, sums = SIMD4<Float>(repeating: 0)
                for dy in -radius...radius {
                    for dx in -radius...radius {
                        let (cx, cy) = (x - dx, y - dy)
                        guard cx >= 0, cx < width, cy >= 0, cy < height else { continue }
                        let n = Int(search.targetIndex[cy * width + cx])
                        guard n >= 0 else { continue }
                        let source = Int(field[n]) + dy * width + dx
                        let weight =
                            sharp
                            ? PatchSearch.decay(3 * costs[n] / scale)
                                * PatchSearch.decay(0.12 * Float(dx * dx + dy * dy)) + 1e-8
                            : PatchSearch.decay(costs[n] / scale) * weights[cy * width + cx] + 1e-8
                        for c in 0..<channels { sums[c] += weight * values[c * plane + source] }
                        total += weight
                    }
                }
                for c in 0..<channels { result.append(total > 0 ? sums[c] / total : values[c * plane + pixel]) }
            }
            return result
        }
    }

    /// About e to the minus 3 x.
    private static func decay(_ x: Float) -> Float {
        let y = 1 + 0.375 * x, y2 = y * y, y4 = y2 * y2
        return 1 / (y4 * y4)
    }
}

extension SplitMix64.Sequence {
    /// A sequence for part `part` of a search.
    package init(seed: UInt64, part: Int) {
        self.init(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(part) &* 0xD1B5_4A32_D192_ED03 &+ 1)
    }

    /// Uniform in 0..<count, `count` below 2^31.
    package mutating func index(below count: Int) -> Int { (Int(next() >> 32) * count) >> 32 }

    /// Uniform in -radius...radius.
    fileprivate mutating func offset(within radius: Int) -> Int { index(below: 2 * radius + 1) - radius }
}
