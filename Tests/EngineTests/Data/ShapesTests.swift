import Engine
import Testing

@Suite struct `Drawn shapes` {
    @Test func `there are 10,000 small grey ones in eight classes`() throws {
        let shapes = try DataSource.open("shapes")
        #expect(shapes.count == 10_000 && shapes.width == 28 && shapes.height == 28 && shapes.channels == 1)
        #expect(shapes.classNames?.count == 8)
        #expect((0..<8).compactMap { shapes.className(at: $0) } == shapes.classNames)
    }

    @Test func `drawing twice gives the same bytes and the test half others`() throws {
        let shapes = try DataSource.open("shapes:test", size: 16)
        #expect(try DataSource.open("shapes:test", size: 16).pixels == shapes.pixels)
        #expect(shapes.count == 2000)
        let train = try DataSource.open("shapes", size: 16)
        let seen = Set((0..<train.count).map { train.bitmap(at: $0).pixels })
        #expect((0..<shapes.count).allSatisfy { !seen.contains(shapes.bitmap(at: $0).pixels) })
        #expect(seen.count == train.count)
    }

    @Test func `colour is drawn in colour and grey in grey`() throws {
        let colour = try DataSource.open("shapes:test", channels: 3)
        #expect(colour.width == 32 && colour.channels == 3)
        let pixels = colour.pixels
        let coloured = stride(from: 0, to: pixels.count, by: 3).count { pixels[$0] != pixels[$0 + 1] }
        #expect(coloured > pixels.count / 6)
    }

    @Test func `every picture has a dark border, a light shape and soft edges`() throws {
        let shapes = try DataSource.open("shapes:test")
        for i in 0..<shapes.count {
            let pixels = shapes.bitmap(at: i).pixels
            let border = pixels[..<28].max() ?? 255
            let light = pixels.max() ?? 0
            #expect(border < 60 && light > 150, "picture \(i)")
            #expect(pixels.contains { $0 > border + 10 && $0 < light / 2 + 20 }, "picture \(i)")
        }
    }

    @Test func `progress rises to one`() throws {
        var seen: [Double] = []
        _ = try DataSource.open("shapes:test", size: 8) { _, part in seen.append(part) }
        #expect(seen.first == 0 && seen.last == 1 && seen == seen.sorted())
    }
}
