/// What the feature network learns to tell: the data's classes or, where there are none, how a picture was rearranged.
///
/// To see that a picture was turned (Gidaris, Singh and Komodakis 2018) or cut in the middle and its halves swapped (a
/// two-piece jigsaw; Noroozi and Favaro 2016), a network has to know what the pictures show and where; labels are not
/// needed.
package enum FeatureTarget: Sendable, Equatable {
    case labels(classes: Int)
    /// Turns by quarters where pictures are square, else by halves, times halves swapped across, down, both or not.
    case arrangements(turns: Int)

    /// The classes where both halves have some that differ, else arrangements.
    init(_ data: EvaluationData) {
        if let labels = data.training.labels, let others = data.heldOut.labels, Set(labels).count > 1 {
            self = .labels(classes: Int(max(labels.max() ?? 0, others.max() ?? 0)) + 1)
        } else {
            self = .arrangements(turns: data.training.height == data.training.width ? 4 : 2)
        }
    }

    package var classes: Int {
        switch self {
        case .labels(let classes): classes
        case .arrangements(let turns): turns * 4
        }
    }

    /// One word for receipts.
    package var name: String {
        switch self {
        case .labels: "labels"
        case .arrangements: "arrangements"
        }
    }

    /// Writes pictures as numbers in -1...1 and gives their classes; rearranged ones by `draw`, a function of the place
    /// in the batch.
    func write(_ indices: [Int], of images: ImageSet, to target: inout MutableSpan<Float>, draw: (Int) -> UInt64)
        -> [Int]
    {
        guard case .arrangements(let turns) = self else {
            images.copyPixels(of: indices, to: &target)
            return indices.map { Int(images.labels?[$0] ?? 0) }
        }
        let (h, w, c) = (images.height, images.width, images.channels)
        var kinds: [Int] = []
        for (place, index) in indices.enumerated() {
            let kind = Int(draw(place) % UInt64(4 * turns))
            let quarters = kind / 4 * (4 / turns), across = kind & 1 != 0, down = kind & 2 != 0
            for y in 0..<h {
                for x in 0..<w {
                    let (fromX, fromY) = (across ? (x + w / 2) % w : x, down ? (y + h / 2) % h : y)
                    let source = switch quarters {
                    case 0: fromY * w + fromX
                    case 1: fromX * w + (w - 1 - fromY)
                    case 2: (h - 1 - fromY) * w + (w - 1 - fromX)
                    default: (h - 1 - fromX) * w + fromY
                    }
                    for channel in 0..<c {
                        let byte = images.pixels[index * images.stride + source * c + channel]
                        target[place * images.stride + (y * w + x) * c + channel] = Float(byte) * (2 / 255) - 1
                    }
                }
            }
            kinds.append(kind)
        }
        return kinds
    }
}
