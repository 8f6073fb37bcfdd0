import Datasets
import Foundation
import Numerics
import Raster
import Runs
import Testing

@Suite struct `Classification of shapes images` {
    /// The accuracy of the classification of a trait.
    private func agreement(_ set: MultimodalSet, _ trait: (SceneTraits) -> some Equatable) throws -> Double {
        let traits = try #require(set.traits)
        let right = traits.indices.count { i in
            SceneClassification(set.images.bitmap(at: i)).map { trait($0.traits) == trait(traits[i]) } ?? false
        }
        return Double(right) / Double(traits.count)
    }

    @Test(arguments: [(28, 1), (32, 3), (24, 3)])
    func `shape, colour, size and position are classified correctly`(size: Int, channels: Int) throws {
        let set = try MultimodalSource.open("shapes:test", size: ImageSizing(ImageSize(size)), channels: channels)
            .subset(0..<400)
        let shapes = try agreement(set, \.shape)
        #expect(shapes > 0.985)
        #expect(try agreement(set, \.colour) > 0.99)
        #expect(try agreement(set, \.position) > 0.99)
        #expect(try agreement(set, \.size) > 0.985)
    }

    @Test func `faint ripples of the background do not change the classification`() throws {
        let set = try MultimodalSource.open("shapes:test", size: 28, channels: 3).subset(0..<200),
            traits = try #require(set.traits)
        var random = SplitMix64.Sequence(seed: 2)
        let rippled = traits.indices.map { i in
            let image = set.images.bitmap(at: i)
            return Bitmap(
                width: 28, height: 28, channels: 3,
                pixels: image.pixels.map { UInt8(clamping: Int($0) + Int.random(in: -6...6, using: &random)) })
        }
        for (image, truth) in zip(rippled, traits) where truth.size == .small {
            #expect(SceneClassification(image)?.traits == truth)
        }
    }

    @Test func `noise and a uniform image are not classified as a shape`() {
        #expect(SceneClassification(Bitmap(width: 32, height: 32, channels: 3, filledWith: 40)) == nil)
        var random = SplitMix64.Sequence(seed: 1)
        let noise = Bitmap(
            width: 32, height: 32, channels: 1, pixels: (0..<1024).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        )
        #expect(SceneClassification(noise)?.overlap ?? 0 < 0.6)
    }

    @Test func `shapes overlap with their fitted outlines`() throws {
        let set = try MultimodalSource.open("shapes:test", size: 32, channels: 3).subset(0..<100)
        let overlaps = (0..<100).compactMap { SceneClassification(set.images.bitmap(at: $0))?.overlap }
        #expect(overlaps.count == 100 && overlaps.reduce(0, +) / 100 > 0.8, "\(overlaps.min() ?? 0)")
    }

    @Test func `all traits are uniformly distributed`() throws {
        let traits = try #require(try MultimodalSource.open("shapes", size: 4, channels: 3).traits)
        for count in SceneTraits.Colour.allCases.map({ colour in traits.count { $0.colour == colour } }) {
            #expect(abs(count - 1250) < 150)
        }
        for count in SceneTraits.Position.allCases.map({ position in traits.count { $0.position == position } }) {
            #expect(abs(count - 1111) < 150)
        }
        for count in SceneTraits.Size.allCases.map({ size in traits.count { $0.size == size } }) {
            #expect(abs(count - 3333) < 250)
        }
    }

    @Test func `a grey image has the position and size of the colour image`() {
        let (grey, coloured) = (
            Shapes(test: true).traits(isColoured: false), Shapes(test: true).traits(isColoured: true)
        )
        #expect(grey.allSatisfy { $0.colour == nil } && coloured.allSatisfy { $0.colour != nil })
        #expect(zip(grey, coloured).allSatisfy { ($0.shape, $0.size, $0.position) == ($1.shape, $1.size, $1.position) })
    }
}

@Suite struct `Sounds of shapes images` {
    private static let traits = SceneTraits(shape: .disc, colour: .green, size: .medium, position: .middle)

    private func clip(take: Int = 0, _ change: (inout SceneTraits) -> Void = { _ in }) -> AudioClip {
        var traits = Self.traits
        change(&traits)
        return SceneAudio(traits: traits, take: take).clip()
    }

    @Test func `equal traits and takes have equal sounds, others differ`() {
        let first = clip()
        #expect(first == clip())
        for other in [
            clip(take: 1), clip { $0.shape = .star }, clip { $0.colour = .red }, clip { $0.size = .large },
            clip { $0.position = .left },
            clip { $0.position = .top },
        ] {
            #expect(other.samples != first.samples)
        }
    }

    @Test func `sounds are short, loud enough and never clipped`() {
        for shape in Outline.allCases {
            for take in 0..<16 {
                let sound = clip(take: take) { $0.shape = shape }
                #expect(0.5...1 ~= sound.duration && sound.rate == 16_000)
                #expect(0.1...1 ~= (sound.samples.map(abs).max() ?? 0))
            }
        }
    }

    /// Strength of `pitch` in a clip: the modulus of one Fourier coefficient.
    private func strength(_ pitch: Double, _ clip: AudioClip) -> Double {
        let (real, imaginary) = clip.samples.enumerated().reduce((0.0, 0.0)) { sum, sample in
            let angle = 2 * Double.pi * pitch * Double(sample.offset) / Double(clip.rate)
            return (sum.0 + Double(sample.element) * cos(angle), sum.1 + Double(sample.element) * sin(angle))
        }
        return (real * real + imaginary * imaginary).squareRoot()
    }

    @Test func `the pitch is a function of the colour`() {
        for colour in SceneTraits.Colour.allCases {
            let sound = clip { $0.colour = colour }
            let strengths = SceneTraits.Colour.allCases.map { other in
                (-4...4).map { strength(220 * pow(2, (3 * Double(other.rawValue) + Double($0) * 0.1) / 12), sound) }
                    .max() ?? 0
            }
            #expect(strengths.firstIndex(of: strengths.max() ?? 0) == colour.rawValue)
        }
    }
}
