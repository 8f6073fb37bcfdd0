import Datasets
import Testing

@Suite struct `Shapes dataset` {
    @Test func `there are 10,000 grey images in eight classes`() throws {
        let shapes = try DataSource.open("shapes")
        #expect(shapes.count == 10_000 && shapes.width == 28 && shapes.height == 28 && shapes.channels == 1)
        #expect(shapes.classNames?.count == 8)
        #expect((0..<8).compactMap { shapes.className(at: $0) } == shapes.classNames)
    }

    @Test func `rendering is deterministic and the test split differs from the train split`() throws {
        let shapes = try DataSource.open("shapes:test", size: 16)
        #expect(try DataSource.open("shapes:test", size: 16).pixels == shapes.pixels)
        #expect(shapes.count == 2000)
        let train = try DataSource.open("shapes", size: 16)
        let seen = Set((0..<train.count).map { train.bitmap(at: $0).pixels })
        #expect((0..<shapes.count).allSatisfy { !seen.contains(shapes.bitmap(at: $0).pixels) })
        #expect(seen.count == train.count)
    }

    @Test func `colour images are in colour`() throws {
        let colour = try DataSource.open("shapes:test", channels: 3)
        #expect(colour.width == 32 && colour.channels == 3)
        let pixels = colour.pixels
        let coloured = stride(from: 0, to: pixels.count, by: 3).count { pixels[$0] != pixels[$0 + 1] }
        #expect(coloured > pixels.count / 6)
    }

    @Test func `every image has a dark border, a light shape and soft edges`() throws {
        let shapes = try DataSource.open("shapes:test")
        for i in 0..<shapes.count {
            let pixels = shapes.bitmap(at: i).pixels
            let border = pixels[..<28].max() ?? 255
            let light = pixels.max() ?? 0
            #expect(border < 60 && light > 150, "image \(i)")
            #expect(pixels.contains { $0 > border + 10 && $0 < light / 2 + 20 }, "image \(i)")
        }
    }

    @Test func `progress increases to one`() throws {
        var seen: [Double] = []
        _ = try DataSource.open("shapes:test", size: 8) { _, part in seen.append(part) }
        #expect(seen.first == 0 && seen.last == 1 && seen == seen.sorted())
    }
}
