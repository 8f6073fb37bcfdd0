package import Datasets
package import Networks
import Numerics
package import Runs
import Tensors

// N batch, H height, W width, C channels, E dimension of the embedding space.

/// The encoders that map text, audio and images into one space, each to a vector of length 1.
package struct EmbeddingSpace: Sendable {
    /// Length E of an embedding.
    package static let dimension = 64
    private static let slope: Float = 0.2
    private static let hidden = 128

    /// Shape of the images that the image encoder takes.
    package let shape: ImageShape
    package let text: Network
    package let audio: Network
    package let image: Network

    package init(_ shape: ImageShape) {
        self.shape = shape
        let textLayers: [any Layer] = [Linear(TextFeatures.size, Self.hidden), Activation.leakyReLU(Self.slope)]
        text = Network("text_encoder", textLayers + Self.head(Self.hidden))
        audio = Network("audio_encoder", Self.audioLayers)
        image = Network("image_encoder", Self.imageLayers(shape))
    }

    /// The encoder of a modality.
    package subscript(modality: Modality) -> Network {
        switch modality {
        case .text: text
        case .audio: audio
        case .image: image
        }
    }

    /// Values that an encoder takes for one sample.
    package func inputSize(_ modality: Modality) -> Int {
        switch modality {
        case .text: TextFeatures.size
        case .audio: Spectrogram.count
        case .image: shape.count
        }
    }

    package var networks: [Network] { Modality.allCases.map { self[$0] } }

    /// A hash of the encoders' weights, eight hexadecimal digits: embeddings of different spaces do not compare.
    /// - Parameter values: the values of a parameter, as the network holds them.
    package func fingerprint(_ values: (Parameter) throws -> [Float]) rethrows -> String {
        var hash: UInt64 = 0
        for parameter in networks.flatMap(\.parameters) {
            hash = parameter.stored(try values(parameter)).reduce(hash) {
                SplitMix64.word($0, UInt64($1.bitPattern))
            }
        }
        let digits = String(hash & 0xFFFF_FFFF, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private static func head(_ inputs: Int) -> [any Layer] { [Linear(inputs, dimension), L2Normalize()] }

    /// Halving convolutions over time and frequency, then the mean over each quarter of the time: the order of sounds
    /// has an effect, their exact time has none.
    private static var audioLayers: [any Layer] {
        let maps = [1, 16, 32, 64], parts = 4
        var layers: [any Layer] = [Unflatten(height: Spectrogram.steps, width: Spectrogram.bands, channels: 1)]
        for level in 1..<maps.count { layers += halving(maps[level - 1], maps[level]) }
        let features = parts * (Spectrogram.bands >> 3) * maps[3]
        return layers + [AverageRows(parts: parts), Flatten(), Linear(features, hidden), Activation.leakyReLU(slope)]
            + head(hidden)
    }

    /// Halving convolutions down to 4 pixels or fewer.
    private static func imageLayers(_ shape: ImageShape) -> [any Layer] {
        var (h, w, c) = (shape.height, shape.width, shape.channels)
        var layers: [any Layer] = [Unflatten(height: h, width: w, channels: c)]
        var maps = 32
        while max(h, w) > 4, min(h, w) > 1 {
            layers += halving(c, maps)
            (h, w, c) = (h / 2, w / 2, maps)
            maps = min(128, maps * 2)
        }
        return layers + [Flatten(), Linear(h * w * c, hidden), Activation.leakyReLU(slope)] + head(hidden)
    }

    private static func halving(_ inputs: Int, _ outputs: Int) -> [any Layer] {
        [Conv2d(inputs, outputs, 4, stride: 2, padding: 1), Activation.leakyReLU(slope)]
    }
}

/// Each vector divided by its length: (N, E) to (N, E).
struct L2Normalize: Layer {
    var parameters: [Parameter] { [] }

    func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        x / (x.squared.sum(to: [x.shape[0], 1]) + 1e-12).squareRoot
    }
}

/// The rows of each image in equal parts, the mean of each part: (N, H, W, C) to (N, parts, W, C).
struct AverageRows: Layer {
    let parts: Int

    var parameters: [Parameter] { [] }

    func callAsFunction(_ x: Tensor, _ parameters: [Tensor], _ context: inout ForwardContext) -> Tensor {
        let (N, H, W, C) = x.imageDimensions
        precondition(H % parts == 0, "\(H) rows in \(parts) parts")
        let sums = x.reshaped([N * parts, H / parts, W * C]).sum(to: [N * parts, 1, W * C])
        return sums.reshaped([N, parts, W, C]) / Float(H / parts)
    }
}
