import Conditioning
import Testing

@Suite struct EmbeddingMapTests {
    private let E = EmbeddingSpace.dimension

    /// Vectors around a point far from the origin, with amplitude `wide` along one axis and `narrow` along another.
    private func vectors(wide: Float, narrow: Float) -> [Float] {
        (0..<200).flatMap { i -> [Float] in
            let angle = Float(i) * 0.31
            return (0..<E).map { axis in
                let offset: Float = axis == 3 ? wide * sine(angle) : axis == 7 ? narrow * sine(angle * 1.7 + 1) : 0
                return 0.5 + offset
            }
        }
    }

    /// A parabola instead of a sine: the same on every platform.
    private func sine(_ angle: Float) -> Float {
        let turn = angle / 6.2831853, part = turn - turn.rounded(.down)
        return part < 0.5 ? 16 * part * (0.5 - part) : -16 * (part - 0.5) * (1 - part)
    }

    @Test func `the axes are the two of largest variance, and explain all of it`() {
        let all = vectors(wide: 1, narrow: 0.4), map = EmbeddingMap(all)
        // x is proportional to axis 3 of the vectors, y to axis 7, up to the sign.
        for (coordinate, axis) in [(\EmbeddingMap.Point.x, 3), (\EmbeddingMap.Point.y, 7)] {
            let ratios = map.points.indices.compactMap { index -> Float? in
                let offset = all[index * E + axis] - 0.5
                return abs(offset) > 0.2 ? map.points[index][keyPath: coordinate] / offset : nil
            }
            #expect(!ratios.isEmpty && (ratios.max() ?? 0) - (ratios.min() ?? 0) < 0.2, "\(axis)")
        }
        #expect(map.explainedVariance > 0.999)
    }

    @Test func `97 of 100 points are within -1...1, and some reach its ends`() {
        let map = EmbeddingMap(vectors(wide: 1, narrow: 0.4))
        for values in [map.points.map(\.x), map.points.map(\.y)] {
            #expect(values.count { abs($0) <= 1 } >= values.count * 97 / 100)
            #expect((values.map { abs($0) }.max() ?? 0) >= 1)
        }
    }

    @Test func `a vector of the data projects to its own point`() {
        let all = vectors(wide: 1, narrow: 0.4), map = EmbeddingMap(all)
        for index in [0, 57, 199] {
            #expect(map.point(of: Array(all[index * E..<(index + 1) * E])) == map.points[index])
        }
    }

    @Test func `equal vectors are all at the origin`() {
        let map = EmbeddingMap([Float](repeating: 0.25, count: 5 * E))
        #expect(map.points.allSatisfy { $0.x == 0 && $0.y == 0 })
    }
}
