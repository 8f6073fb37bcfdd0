import Raster
import Testing

/// Thousands of corrupt files: each must give a valid image or an error.
@Suite struct `Corrupt bytes` {
    /// The file with some bytes changed and, where `resizing`, some removed or inserted.
    private func mutated(_ file: [UInt8], resizing: Bool = true, using random: inout SeededRandom) -> [UInt8] {
        var file = file
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let position = Int.random(in: 0..<file.count, using: &random)
            let length = Int.random(in: 1...8, using: &random)
            switch Int.random(in: 0..<(resizing ? 6 : 4), using: &random) {
            case 0, 1: file[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: file[position] = .random(in: 0...255, using: &random)
            case 3: file[position] = Bool.random(using: &random) ? 0 : 255
            case 4: file.removeSubrange(position..<min(file.count, position + length))
            default: file.insert(contentsOf: [UInt8].random(length, using: &random), at: position)
            }
            if file.isEmpty { return file }
        }
        return file
    }

    /// True where decoding succeeds.
    private func isSound(_ file: [UInt8], colors: ImageFile.Colors = .sRGB, partial: Bool = false) -> Bool {
        do throws(ImageError) {
            let contents = try ImageFile.decode(file, name: "damaged", colors: colors, partial: partial)
            let bitmap = contents.bitmap
            #expect(!bitmap.isEmpty && bitmap.pixels.count == bitmap.width * bitmap.height * bitmap.channels)
            if let alpha = contents.alpha { #expect((alpha.width, alpha.height) == (bitmap.width, bitmap.height)) }
            return true
        } catch {
            #expect(!error.what.isEmpty && !error.description.contains("\n"))
            return false
        }
    }

    @Test func `of PNG files make errors or images, never a crash`() {
        var random = SeededRandom(seed: 1), sound = 0
        for (_, file) in PNGSamples.all {
            for _ in 0..<60 {
                _ = isSound(mutated(file, using: &random))
                // Removed or inserted bytes would hide all later chunks.
                if isSound(Checksums.repaired(mutated(file, resizing: false, using: &random))) { sound += 1 }
            }
        }
        #expect(sound > 100, "\(sound): damage must also reach what lies behind the checksums")
    }

    @Test func `of JPEG files make errors or images, never a crash`() {
        var random = SeededRandom(seed: 2), sound = 0
        for (_, file) in JPEGSamples.all {
            for _ in 0..<120 where isSound(mutated(file, using: &random)) { sound += 1 }
        }
        #expect(sound > 100, "\(sound): damage must also reach the pixels")
    }

    @Test func `of files that are kept or cut make errors or images, never a crash`() {
        var random = SeededRandom(seed: 3), sound = 0
        for (_, file) in PNGSamples.all + JPEGSamples.all {
            for _ in 0..<30 {
                var damaged = mutated(file, using: &random)
                damaged.removeLast(Int.random(in: 0...(damaged.count / 2), using: &random))
                if isSound(damaged, colors: .stored, partial: true) { sound += 1 }
            }
        }
        #expect(sound > 50, "\(sound): some must be read in part")
    }

    @Test func `of WebP, TIFF, GIF, BMP, AVIF and HEIF files make errors or images, never a crash`() {
        var random = SeededRandom(seed: 5)
        var sound: [String: Int] = [:]
        for (name, file) in OtherSamples.all {
            let format = name.prefix { $0.isLowercase }
            // Decoding of AVIF and HEIF starts threads, which takes its time.
            let count = ["avif", "heif"].contains(format) ? 40 : 150
            for _ in 0..<count where isSound(mutated(file, using: &random), colors: .stored) {
                sound[String(format), default: 0] += 1
            }
        }
        for format in ["webp", "tiff", "gif", "bmp", "avif", "heif"] {
            #expect(sound[format, default: 0] > 0, "\(format): damage must also reach the pixels")
        }
    }

    @Test func `of colour profiles make errors or images, never a crash`() throws {
        var random = SeededRandom(seed: 6)
        let p3 = try #require(ColorProfile(chromaticities: Profiles.p3)).bytes
        for (profile, file) in [
            (p3, JPEGSamples.rgb), (Profiles.grey(gamma: 2), JPEGSamples.grey), (Profiles.inks, JPEGSamples.adobeInks),
        ] {
            for _ in 0..<100 {
                _ = isSound(Profiles.inserted(mutated(profile, using: &random), intoJPEG: file))
            }
        }
    }

    @Test func `random after a valid signature are errors`() {
        var random = SeededRandom(seed: 4)
        for start in [
            PNGSamples.rgb8.prefix(8), JPEGSamples.rgb.prefix(3), OtherSamples.webp.prefix(12),
            OtherSamples.tiff.prefix(4), OtherSamples.gif.prefix(6), OtherSamples.bmp24.prefix(2),
            OtherSamples.avif.prefix(12), OtherSamples.heif.prefix(12),
        ] {
            for _ in 0..<300 {
                let noise = [UInt8].random(Int.random(in: 0...200, using: &random), using: &random)
                #expect(!isSound(start + noise))
            }
        }
    }
}
