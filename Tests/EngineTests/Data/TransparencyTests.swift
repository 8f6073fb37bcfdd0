import Datasets
import Models
import Raster
import Runs
import Testing
import Training

@Suite struct `Images with transparency` {
    let scratch = ScratchFolder()

    private static let pixels: [UInt8] = [200, 100, 50, 255, 90, 80, 70, 0, 200, 100, 50, 51, 0, 0, 0, 255]
    private static let image = Bitmap(width: 2, height: 2, channels: 4, pixels: pixels)

    @Test func `PNG files keep four channels`() throws {
        let read = try ImageFile.decode(PNG.encode(Self.image), name: "x")
        #expect(read.alpha?.pixels == [255, 0, 51, 255])
        // Colours under alpha 0 are hidden.
        #expect(read.withAlpha.pixels == [200, 100, 50, 255, 0, 0, 0, 0, 200, 100, 50, 51, 0, 0, 0, 255])
        #expect(read.onWhite.pixels == read.withAlpha.converted(toChannels: 3).pixels)
    }

    @Test func `a folder has alpha where it is asked for, and is over white elsewhere`() throws {
        let rows = Bitmap(width: 4, height: 4, channels: 4, pixels: (0..<4).flatMap { _ in Self.pixels })
        try scratch.write(PNG.encode(rows), "a.png")
        try scratch.write(PNG.encode(Bitmap(width: 4, height: 4, channels: 1, filledWith: 7)), "b.png")
        let images = try DataSource.open(scratch.path, size: 4, channels: 4, threads: 1)
        #expect(images.channels == 4 && Array(images.pixels[4..<8]) == [0, 0, 0, 0])
        #expect(Array(images.pixels[64..<68]) == [7, 7, 7, 255])
        let opaque = try DataSource.open(scratch.path, size: 4, threads: 1)
        #expect(opaque.channels == 3 && Array(opaque.pixels[3..<6]) == [255, 255, 255])
    }

    @Test func `networks see colours multiplied by alpha, and their images are straight again`() {
        let images = ImageSet(name: "a", height: 2, width: 2, channels: 4, pixels: Self.image.pixels)
        let values = images.batch([0])
        #expect(Array(values[4..<8]) == [-1, -1, -1, -1])
        #expect(abs(values[8] - (200.0 / 255 * 51 / 255 * 2 - 1)) < 1e-6)
        let back = Pixels.bitmaps(values, images.shape)[0].pixels
        #expect(back == [200, 100, 50, 255, 0, 0, 0, 0, 200, 100, 50, 51, 0, 0, 0, 255])
    }

    @Test func `light under alpha 0 does not bleed when an image is resized`() {
        let edge = Bitmap(width: 2, height: 1, channels: 4, pixels: [10, 20, 30, 255, 255, 255, 255, 0])
        #expect(edge.resampled(width: 1, height: 1).pixels == [10, 20, 30, 128])
        let opaque = Bitmap(width: 3, height: 2, channels: 3, pixels: (0..<18).map { UInt8($0 * 13) })
        #expect(
            opaque.converted(toChannels: 4).resampled(width: 2, height: 1).converted(toChannels: 3)
                == opaque.resampled(width: 2, height: 1))
    }

    @Test func `a run on RGBA trains, augments and samples RGBA`() throws {
        let settings = try Preset.dcgan.settings([
            "channels": 4, "image_size": 16, "base_channels": 4, "batch_size": 8, "sample.count": 4, "latent_dim": 6,
            "augment": true,
        ])
        let configuration = TrainingConfiguration(preset: .dcgan, data: "shapes", seed: 1, settings: settings)
        let images = try DataSource.open("shapes", size: 16, channels: 4).subset(0..<32)
        let trainer = try Trainer(configuration, images: images, threads: 1)
        for _ in 0..<3 { #expect(trainer.advance().isFinite) }
        #expect(trainer.sampleGrid().grid.channels == 4)
    }
}
