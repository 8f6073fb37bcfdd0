import Numerics
import Tensors
import Testing

@Suite struct PyramidFillTests {
    private static func filled(_ pixels: [UInt8], _ width: Int, _ channels: Int, _ missing: [Bool]) -> [UInt8] {
        var pixels = pixels
        PyramidFill.fill(
            &pixels, width: width, height: missing.count / width, channels: channels, missing: missing)
        return pixels
    }

    @Test func `known pixels stay, and missing ones lie between the least and the largest known value`() {
        var random = SplitMix64.Sequence(seed: 3)
        for (width, height) in [(1, 7), (9, 5), (32, 17), (2, 2)] {
            let pixels = (0..<width * height * 3).map { _ in UInt8(50 + random.next() % 100) }
            var missing = (0..<width * height).map { _ in random.next() % 2 == 0 }
            missing[0] = false
            let hidden = pixels.indices.map { missing[$0 / 3] ? 255 : pixels[$0] }
            let result = Self.filled(hidden, width, 3, missing)
            let known = pixels.indices.filter { !missing[$0 / 3] }.map { pixels[$0] }
            for i in pixels.indices {
                if missing[i / 3] {
                    #expect((known.min() ?? 0)...(known.max() ?? 0) ~= result[i])
                } else {
                    #expect(result[i] == pixels[i])
                }
            }
        }
    }

    @Test func `what lies in the hole changes nothing`() {
        let missing = (0..<400).map { (8..<15).contains($0 % 20) && (3..<12).contains($0 / 20) }
        let pixels = (0..<400).map { UInt8($0 / 4) }
        let other = pixels.indices.map { missing[$0] ? UInt8(7) : pixels[$0] }
        #expect(Self.filled(pixels, 20, 1, missing) == Self.filled(other, 20, 1, missing))
    }

    @Test func `a hole in a flat area becomes flat, and a ramp is continued within five levels`() {
        let missing = (0..<900).map { (12..<17).contains($0 % 30) && (12..<17).contains($0 / 30) }
        let flat = missing.map { $0 ? UInt8(0) : 91 }
        #expect(Self.filled(flat, 30, 1, missing) == [UInt8](repeating: 91, count: 900))
        let ramp = (0..<900).map { UInt8(20 + 4 * ($0 % 30)) }
        let result = Self.filled(ramp.indices.map { missing[$0] ? 0 : ramp[$0] }, 30, 1, missing)
        for i in ramp.indices { #expect(abs(Int(result[i]) - Int(ramp[i])) <= 5, "pixel \(i)") }
    }

    @Test func `without a known pixel nothing changes`() {
        #expect(Self.filled([9, 8, 7, 6], 2, 1, [true, true, true, true]) == [9, 8, 7, 6])
    }
}
