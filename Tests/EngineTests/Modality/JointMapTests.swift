import Engine
import Testing

@Suite struct JointMapTests {
    private let E = JointSpace.extent

    /// Vectors spread by `wide` along one direction, by `narrow` along another, about a point far away.
    private func vectors(wide: Float, narrow: Float) -> [Float] {
        (0..<200).flatMap { i -> [Float] in
            let angle = Float(i) * 0.31
            return (0..<E).map { place in
                let offset: Float = place == 3 ? wide * sine(angle) : place == 7 ? narrow * sine(angle * 1.7 + 1) : 0
                return 0.5 + offset
            }
        }
    }

    /// Good enough for spreading things.
    private func sine(_ angle: Float) -> Float {
        let turn = angle / 6.2831853, part = turn - turn.rounded(.down)
        return part < 0.5 ? 16 * part * (0.5 - part) : -16 * (part - 0.5) * (1 - part)
    }

    @Test func `the first axis is the widest, the second the next, and both hold all there is`() {
        let all = vectors(wide: 1, narrow: 0.4), map = JointMap(all)
        // Places follow numbers 3 and 7 of the vectors, up to the axes' direction.
        for (place, number) in [(\JointMap.Place.x, 3), (\JointMap.Place.y, 7)] {
            let ratios = map.places.indices.compactMap { index -> Float? in
                let offset = all[index * E + number] - 0.5
                return abs(offset) > 0.2 ? map.places[index][keyPath: place] / offset : nil
            }
            #expect((ratios.max() ?? 0) - (ratios.min() ?? 0) < 0.2, "\(number)")
        }
        #expect(map.share > 0.999)
    }

    @Test func `nearly all lie within the map, and reach its borders each way`() {
        let map = JointMap(vectors(wide: 1, narrow: 0.4))
        for values in [map.places.map(\.x), map.places.map(\.y)] {
            #expect(values.count { abs($0) <= 1 } >= values.count * 97 / 100)
            #expect((values.map { abs($0) }.max() ?? 0) >= 1)
        }
    }

    @Test func `another vector lies where its like lies`() {
        let all = vectors(wide: 1, narrow: 0.4), map = JointMap(all)
        for index in [0, 57, 199] { #expect(map.place(of: Array(all[index * E..<(index + 1) * E])) == map.places[index]) }
    }

    @Test func `vectors that are all the same lie in the middle`() {
        let map = JointMap([Float](repeating: 0.25, count: 5 * E))
        #expect(map.places.allSatisfy { $0.x == 0 && $0.y == 0 })
    }
}
