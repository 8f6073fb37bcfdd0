// N batch, E extent of the space.

/// Encoders that bring texts, sounds and pictures into one space, each to a vector of length 1, and what trains them.
public struct JointSpace: Sendable {
    /// Numbers of a vector.
    public static let extent = 64
    private static let slope: Float = 0.2
    private static let hidden = 128

    public let text: Network
    public let audio: Network
    public let image: Network
    /// Steps of a run that train the encoders; the networks that draw come after them.
    public let steps: Int
    /// Samples in such a step.
    public let batch: Int
    let adam = Adam()

    public init(height: Int, width: Int, channels: Int, steps: Int, batch: Int) {
        (self.steps, self.batch) = (steps, batch)
        text = Network("joint.text", [Dense(TextFeatures.extent, Self.hidden), Activation.leakyReLU(Self.slope)] + Self.head(Self.hidden))
        audio = Network("joint.audio", Self.audioLayers)
        image = Network("joint.image", Self.imageLayers(height: height, width: width, channels: channels))
    }

    /// The network for each kind.
    public subscript(modality: Modality) -> Network {
        switch modality {
        case .text: text
        case .audio: audio
        case .image: image
        }
    }

    /// Numbers that go into the network for each kind.
    func inputs(_ modality: Modality, pixels: Int) -> Int {
        switch modality {
        case .text: TextFeatures.extent
        case .audio: Spectrogram.count
        case .image: pixels
        }
    }

    public var networks: [Network] { Modality.allCases.map { self[$0] } }

    private static func head(_ inputs: Int) -> [any Layer] { [Dense(inputs, extent), UnitLength()] }

    /// Halving convolutions over time and pitch; then time in four parts, so that the order of sounds counts and their exact time does not.
    private static var audioLayers: [any Layer] {
        let maps = [1, 16, 32, 64], parts = 4
        var layers: [any Layer] = [Arrange.pictures(height: Spectrogram.steps, width: Spectrogram.bands, channels: 1)]
        for level in 1..<maps.count { layers += halving(maps[level - 1], maps[level]) }
        let features = parts * (Spectrogram.bands >> 3) * maps[3]
        return layers + [AveragedRows(parts: parts), Arrange.vectors, Dense(features, hidden), Activation.leakyReLU(slope)] + head(hidden)
    }

    /// Halving convolutions down to 4 pixels or fewer.
    private static func imageLayers(height: Int, width: Int, channels: Int) -> [any Layer] {
        var (h, w, c) = (height, width, channels)
        var layers: [any Layer] = [Arrange.pictures(height: h, width: w, channels: c)]
        var maps = 32
        while max(h, w) > 4, min(h, w) > 1 {
            layers += halving(c, maps)
            (h, w, c) = (h / 2, w / 2, maps)
            maps = min(128, maps * 2)
        }
        return layers + [Arrange.vectors, Dense(h * w * c, hidden), Activation.leakyReLU(slope)] + head(hidden)
    }

    private static func halving(_ inputs: Int, _ outputs: Int) -> [any Layer] {
        [Convolve(inputs, outputs, 4, stride: 2, padding: 1), Activation.leakyReLU(slope)]
    }
}

/// Each vector divided by its length: (N, E) to (N, E).
struct UnitLength: Layer {
    var parameters: [Parameter] { [] }

    func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        x / (x.squared.sum(to: [x.shape[0], 1]) + 1e-12).squareRoot
    }
}

/// The rows of each picture in equal parts, each part's mean: (N, H, W, C) to (N, parts, W, C).
struct AveragedRows: Layer {
    let parts: Int

    var parameters: [Parameter] { [] }

    func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let (N, H, W, C) = x.pictureExtents
        precondition(H % parts == 0, "\(H) rows in \(parts) parts")
        return x.reshaped([N * parts, H / parts, W * C]).sum(to: [N * parts, 1, W * C]).reshaped([N, parts, W, C]) / Float(H / parts)
    }
}
