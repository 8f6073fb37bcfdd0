import Datasets
import Raster
import Runs
import Testing

@Suite struct `Images of other proportions` {
    let scratch = ScratchFolder()

    /// Columns of 0, 100 and 200.
    private static let wide = Bitmap(
        width: 6, height: 2, channels: 1, pixels: [0, 0, 100, 100, 200, 200, 0, 0, 100, 100, 200, 200])

    @Test func `crop takes the centre, pad repeats the border, stretch keeps all`() {
        #expect(Self.wide.fitted(to: 2, .crop).pixels == [100, 100, 100, 100])
        let padded = Self.wide.fitted(to: 6, .pad)
        #expect(padded.width == 6 && padded.height == 6)
        #expect((0..<6).allSatisfy { Array(padded.pixels[$0 * 6..<$0 * 6 + 6]) == [0, 0, 100, 100, 200, 200] })
        #expect(
            Self.wide.fitted(to: ImageSize(height: 2, width: 3), .stretch).pixels == [0, 100, 200, 0, 100, 200])
    }

    @Test func `a size that is not square crops to its own proportions`() {
        let image = Bitmap(width: 4, height: 4, channels: 1, pixels: (0..<16).map { UInt8($0) })
        #expect(image.fitted(to: ImageSize(height: 2, width: 4), .crop).pixels == Array(4..<12))
        #expect(image.fitted(to: ImageSize(height: 4, width: 2), .crop).pixels == [1, 2, 5, 6, 9, 10, 13, 14])
    }

    @Test func `padding is transparent where an image has alpha`() {
        let image = Bitmap(width: 1, height: 1, channels: 4, pixels: [9, 8, 7, 255])
        #expect(
            image.fitted(to: ImageSize(height: 1, width: 3), .pad).pixels == [0, 0, 0, 0, 9, 8, 7, 255, 0, 0, 0, 0])
    }

    @Test(arguments: [
        (1, 1, 8, 8), (427, 640, 32, 32), (640, 427, 32, 48), (5, 1000, 16, 64), (1000, 3, 48, 32), (33, 49, 32, 48),
    ])
    func `every picture gets the size that was asked for`(width: Int, height: Int, rows: Int, columns: Int) {
        let image = Bitmap(width: width, height: height, channels: 1, filledWith: 7)
        for fit in ImageFit.allCases {
            let fitted = image.fitted(to: ImageSize(height: rows, width: columns), fit)
            #expect(fitted.width == columns && fitted.height == rows && fitted.pixels.allSatisfy { $0 == 7 })
        }
    }

    @Test func `a folder is read in any size, and says how many images were fitted`() throws {
        try scratch.write(PNG.encode(Self.wide), "a.png")
        try scratch.write(PNG.encode(Bitmap(width: 4, height: 4, channels: 1, filledWith: 9)), "b.png")
        let cropped = try DataSource.open(scratch.path, size: 4)
        #expect(cropped.fittingNote == "1 of 2 images are not square: centre crop")
        let size = ImageSize(height: 4, width: 6)
        let padded = try DataSource.open(scratch.path, size: ImageSizing(size, fit: .pad))
        #expect(padded.height == 4 && padded.width == 6)
        #expect(padded.fittingNote == "2 of 2 images do not have the proportions of 4x6: padded")
        #expect(Set([cropped.fingerprint, padded.fingerprint]).count == 2)
        #expect(
            try DataSource.open(scratch.path, size: ImageSizing(nil, fit: .stretch)).fittingNote
                == "1 of 2 images are not square: stretched")
    }

    @Test func `images that all have the size's proportions need no note`() throws {
        try scratch.write(PNG.encode(Self.wide), "a.png")
        #expect(
            try DataSource.open(scratch.path, size: ImageSizing(ImageSize(height: 4, width: 12))).fittingNote == nil)
    }

    @Test func `shapes have any size`() throws {
        let images = try DataSource.open("shapes", size: ImageSizing(ImageSize(height: 8, width: 12)), channels: 4)
        #expect(images.shape == ImageShape(height: 8, width: 12, channels: 4))
        #expect((0..<96).allSatisfy { images.pixels[4 * $0 + 3] == 255 })
    }

    @Test func `a longer side is shrunk in proportion`() {
        let images = ImageSet(
            name: "a", height: 96, width: 128, channels: 1, pixels: [UInt8](repeating: 3, count: 96 * 128))
        #expect(images.shrunk(to: 64).shape == ImageShape(height: 48, width: 64, channels: 1))
        #expect(images.shrunk(to: 128) == images)
    }
}
