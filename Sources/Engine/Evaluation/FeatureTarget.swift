import Datasets

/// The classification task of the feature network: the data's classes or, for data without labels, a self-supervised task.
///
/// The self-supervised task predicts the rotation of an image (Gidaris, Singh and Komodakis 2018) and whether its halves were swapped (a
/// jigsaw of two pieces; Noroozi and Favaro 2016).
package enum FeatureTarget: Sendable, Equatable {
    case labels(classes: Int)
    /// Rotations by 90 degrees for square images, else by 180; times halves swapped horizontally, vertically, both or not.
    case selfSupervised(rotations: Int)

    /// The data's labels where both splits have at least two classes, else the self-supervised task.
    init(_ data: EvaluationData) {
        if let labels = data.training.labels, let others = data.heldOut.labels, Set(labels).count > 1 {
            self = .labels(classes: Int(max(labels.max() ?? 0, others.max() ?? 0)) + 1)
        } else {
            self = .selfSupervised(rotations: data.training.height == data.training.width ? 4 : 2)
        }
    }

    package var classes: Int {
        switch self {
        case .labels(let classes): classes
        case .selfSupervised(let rotations): rotations * 4
        }
    }

    /// The name for reports.
    package var name: String {
        switch self {
        case .labels: "labels"
        case .selfSupervised: "self-supervised"
        }
    }

    /// Writes images as values in -1...1 and returns their classes.
    /// - Parameter random: a random number for each index in the batch, for the self-supervised task.
    func write(_ indices: [Int], of images: ImageSet, to target: inout MutableSpan<Float>, random: (Int) -> UInt64)
        -> [Int]
    {
        guard case .selfSupervised(let rotations) = self else {
            images.copyPixels(of: indices, to: &target)
            return indices.map { Int(images.labels?[$0] ?? 0) }
        }
        let (h, w, c) = (images.height, images.width, images.channels)
        var kinds: [Int] = []
        var values = [Float](repeating: 0, count: images.stride)
        for (position, index) in indices.enumerated() {
            var image = values.mutableSpan
            images.copyPixels(of: [index], to: &image)
            let kind = Int(random(position) % UInt64(4 * rotations))
            let quarters = kind / 4 * (4 / rotations), across = kind & 1 != 0, down = kind & 2 != 0
            for y in 0..<h {
                for x in 0..<w {
                    let (fromX, fromY) = (across ? (x + w / 2) % w : x, down ? (y + h / 2) % h : y)
                    let source =
                        switch quarters {
                        case 0: fromY * w + fromX
                        case 1: fromX * w + (w - 1 - fromY)
                        case 2: (h - 1 - fromY) * w + (w - 1 - fromX)
                        default: (h - 1 - fromX) * w + fromY
                        }
                    for channel in 0..<c {
                        target[position * images.stride + (y * w + x) * c + channel] = image[source * c + channel]
                    }
                }
            }
            kinds.append(kind)
        }
        return kinds
    }
}
