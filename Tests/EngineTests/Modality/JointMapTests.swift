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
        let map = JointMap(vectors(wide: 1, narrow: 0.4))
        let x = map.places.map(\.x), y = map.places.map(\.y)
        func spread(_ values: [Float]) -> Float { (values.max() ?? 0) - (values.min() ?? 0) }
        #expect(abs(spread(y) / spread(x) - 0.4) < 0.05)
        #expect(map.share > 0.999)
        #expect(x.allSatisfy { abs($0) <= 1 })
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
