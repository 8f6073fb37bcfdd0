import Raster
import Testing

@Suite struct FeatherTests {
    @Test(arguments: 1...3, 1...6)
    func `a feather lies outside of the mask, however thin it is, and falls with the distance`(brush: Int, width: Int) {
        var mask = Mask(width: 40, height: 30)
        for y in 14..<14 + brush { for x in 10..<30 { mask[x, y] = true } }
        let weights = mask.feather(width)
        for y in 0..<30 {
            for x in 0..<40 {
                // Distance to the rectangle.
                let (dx, dy) = (max(10 - x, x - 29, 0), max(14 - y, y - 13 - brush, 0))
                let away = Double(dx * dx + dy * dy).squareRoot()
                let expected = away == 0 || away > Double(width) ? 0 : (255 * (1 - away / Double(width + 1))).rounded()
                #expect(Double(weights[y * 40 + x]) == expected, "(\(x), \(y))")
            }
        }
        #expect(mask.grown(by: weights).count > mask.count)
        #expect(mask.feather(0).allSatisfy { $0 == 0 })
    }

    @Test func `distances are those of a search over all pixels`() {
        var state: UInt64 = 7
        func random() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 40)
        }
        for _ in 0..<10 {
            let (w, h, width) = (1 + random() % 20, 1 + random() % 20, 1 + random() % 9)
            let mask = Mask(width: w, height: h, damaged: (0..<w * h).map { _ in random() % 12 == 0 })
            let weights = mask.feather(width)
            for i in 0..<w * h {
                let nearest = mask.damaged.indices.filter { mask.damaged[$0] }.map { j in
                    (i % w - j % w) * (i % w - j % w) + (i / w - j / w) * (i / w - j / w)
                }.min()
                let away = nearest.map { Double($0).squareRoot() } ?? .infinity
                let expected = away == 0 || away > Double(width) ? 0 : (255 * (1 - away / Double(width + 1))).rounded()
                #expect(Double(weights[i]) == expected)
            }
        }
    }
}
