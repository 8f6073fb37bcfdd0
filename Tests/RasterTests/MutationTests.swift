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
    private func isSound(_ file: [UInt8]) -> Bool {
        do throws(ImageError) {
            let contents = try ImageFile.decode(file, name: "damaged")
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

    @Test func `random after a valid signature are errors`() {
        var random = SeededRandom(seed: 4)
        for start in [PNGSamples.rgb8.prefix(8), JPEGSamples.rgb.prefix(3)] {
            for _ in 0..<300 {
                let noise = [UInt8].random(Int.random(in: 0...200, using: &random), using: &random)
                #expect(!isSound(start + noise))
            }
        }
    }
}
