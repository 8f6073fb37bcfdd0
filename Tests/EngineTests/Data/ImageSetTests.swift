import Datasets
import Testing

@Suite struct `Image sets` {
    private let images = ImageSet(
        name: "x", height: 2, width: 3, channels: 1,
        pixels: [0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6],
        labels: [1, 0], classNames: ["cat", "dog"])

    @Test func `images are counted and extracted`() {
        #expect(images.count == 2)
        #expect(images.bitmap(at: 1).pixels == [1, 2, 3, 4, 5, 6])
        #expect(images.bitmap(at: 1).width == 3 && images.bitmap(at: 1).height == 2)
        #expect(images.className(at: 0) == "dog" && images.className(at: 1) == "cat")
    }

    @Test func `bytes become values from minus one to one`() {
        let values = images.batch([0])
        #expect(zip(values, [-1, -0.6, -0.2, 0.2, 0.6, 1]).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(values[0] == -1 && values[5] == 1)
        #expect(images.batch([1, 0, 1]).count == 18)
    }

    @Test func `the fingerprint depends on pixels and sizes only`() {
        #expect(images.fingerprint.count == 8)
        var pixels = Array(images.pixels)
        #expect(ImageSet(name: "y", height: 2, width: 3, channels: 1, pixels: pixels).fingerprint == images.fingerprint)
        #expect(ImageSet(name: "x", height: 3, width: 2, channels: 1, pixels: pixels).fingerprint != images.fingerprint)
        pixels[7] ^= 1
        #expect(ImageSet(name: "x", height: 2, width: 3, channels: 1, pixels: pixels).fingerprint != images.fingerprint)
    }

    @Test func `the fingerprint is the CRC-32`() {
        let shape: [UInt8] = [2, 2, 3, 1]
        let sizes = shape.map { [$0, 0, 0, 0, 0, 0, 0, 0] }.reduce([], +)
        let checksum = IDXFixture.crc32(sizes + images.pixels)
        #expect(UInt32(images.fingerprint, radix: 16) == checksum)
    }
}
