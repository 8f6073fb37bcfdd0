import Raster

/// Damage that runs are tested with: `boxN`, a box of N pixels in the middle, or a kind of `DamageKind`, drawn anew for each picture.
public struct TestDamage: Sendable, Equatable {
    private enum Kind: Sendable, Equatable {
        case box(Int)
        case drawn(DamageKind)
    }

    /// As the user wrote it.
    public let name: String
    private let kind: Kind

    /// - Parameter side: width and height of the pictures.
    /// - Throws: `EvaluationError` for a name that means nothing, and for a box that leaves nothing.
    public init(_ name: String, side: Int) throws(EvaluationError) {
        self.name = name
        if let kind = DamageKind(rawValue: name), kind != .masks {
            self.kind = .drawn(kind)
        } else if name.hasPrefix("box"), let extent = Int(name.dropFirst(3)), (1..<side).contains(extent) {
            kind = .box(extent)
        } else {
            throw .unknownDamage(name, boxes: side - 1, kinds: DamageKind.allCases.filter { $0 != .masks }.map(\.rawValue))
        }
    }

    /// Those that tell most of a run that was trained on `kinds`: a box of half the side and thick strokes, and what else it has seen.
    public static func standard(_ kinds: [DamageKind], side: Int) throws(EvaluationError) -> [TestDamage] {
        var names = kinds.contains(where: \.leavesHoles) ? ["box\(side / 2)", DamageKind.thickStrokes.rawValue] : []
        names += kinds.filter { !$0.leavesHoles }.map(\.rawValue)
        var damages: [TestDamage] = []
        for name in names { damages.append(try TestDamage(name, side: side)) }
        return damages
    }

    /// Whether pixels are gone, instead of all having changed.
    var leavesHoles: Bool {
        switch kind {
        case .box: true
        case .drawn(let kind): kind.leavesHoles
        }
    }

    /// The pictures, damaged: (count, H·W·(C + 1)).
    func applied(to images: ImageSet, seed: UInt64) -> [Float] {
        let all = Array(0..<images.count)
        switch kind {
        case .drawn(let kind):
            var damage = Damage(seed: seed, height: images.height, width: images.width, channels: images.channels)
            return damage.written(all, of: images, position: 0, stream: .evaluation, mix: DamageMix([kind: 1]))
        case .box(let extent):
            let (left, top, C) = ((images.width - extent) / 2, (images.height - extent) / 2, images.channels)
            return all.flatMap { index in
                (0..<images.width * images.height).flatMap { pixel -> [Float] in
                    let isGone = left..<left + extent ~= pixel % images.width && top..<top + extent ~= pixel / images.width
                    let start = index * images.stride + pixel * C
                    return (0..<C).map { isGone ? 0 : Float(images.pixels[start + $0]) * (2 / 255) - 1 } + [isGone ? 1 : 0]
                }
            }
        }
    }
}
