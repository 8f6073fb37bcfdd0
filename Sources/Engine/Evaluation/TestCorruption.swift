package import Datasets

/// A corruption that runs are evaluated with: `boxN`, a centered box of N by N pixels, or a kind of `CorruptionKind`, random for each image.
package struct TestCorruption: Sendable, Equatable {
    private enum Kind: Sendable, Equatable {
        case box(Int)
        case random(CorruptionKind)
    }

    /// The name as the user wrote it.
    package let name: String
    private let kind: Kind

    /// - Parameter side: the shorter side of the images.
    /// - Throws: `EvaluationError` for an unknown name, and for a box as large as the image.
    package init(_ name: String, side: Int) throws(EvaluationError) {
        self.name = name
        if let kind = CorruptionKind(rawValue: name), kind != .masks {
            self.kind = .random(kind)
        } else if name.hasPrefix("box"), let size = Int(name.dropFirst(3)), (1..<side).contains(size) {
            kind = .box(size)
        } else {
            throw .unknownCorruption(
                name, boxes: side - 1, kinds: CorruptionKind.allCases.filter { $0 != .masks }.map(\.rawValue))
        }
    }

    /// The default corruptions for a run that was trained on `kinds`: a box of half the side and thick strokes, and every kind that changes
    /// all pixels.
    package static func standard(_ kinds: [CorruptionKind], side: Int) throws(EvaluationError) -> [TestCorruption] {
        var names =
            kinds.contains(where: \.leavesHoles) ? ["box\(side / 2)", CorruptionKind.thickStrokes.rawValue] : []
        names += kinds.filter { !$0.leavesHoles }.map(\.rawValue)
        var corruptions: [TestCorruption] = []
        for name in names { corruptions.append(try TestCorruption(name, side: side)) }
        return corruptions
    }

    /// Whether some pixels are removed, instead of all being changed.
    var leavesHoles: Bool {
        switch kind {
        case .box: true
        case .random(let kind): kind.leavesHoles
        }
    }

    /// The corrupted images with their masks: (count, H·W·(C + 1)).
    func applied(to images: ImageSet, seed: UInt64) -> [Float] {
        let all = Array(0..<images.count)
        switch kind {
        case .random(let kind):
            var corruption = Corruption(
                seed: seed, height: images.height, width: images.width, channels: images.channels)
            return corruption.batch(all, of: images, position: 0, stream: .evaluation, mix: CorruptionMix([kind: 1]))
        case .box(let size):
            let (left, top, C) = ((images.width - size) / 2, (images.height - size) / 2, images.channels)
            return all.flatMap { index in
                let pixels = images.pixels.bytes(index * images.stride..<(index + 1) * images.stride)
                return (0..<images.width * images.height).flatMap { pixel -> [Float] in
                    let isMissing =
                        left..<left + size ~= pixel % images.width && top..<top + size ~= pixel / images.width
                    let start = pixel * C
                    return (0..<C).map { isMissing ? 0 : Float(pixels[start + $0]) * (2 / 255) - 1 } + [
                        isMissing ? 1 : 0
                    ]
                }
            }
        }
    }
}
