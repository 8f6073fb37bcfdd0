package import Datasets
import FoundationEssentials
import Numerics
import Raster
package import Runs

/// The measured distance from a run's training images, kept so that a repair reads none of them: in the run's folder, else in the user's
/// cache.
package struct TrainingDistanceFile: Sendable {
    /// What is written: nil for too few images.
    private struct Content: Codable {
        var key: String
        var distance: TrainingDistance?
    }

    /// What the distance depends on: of other contents nothing is read.
    private let key: String
    private let network: TrainingDistance.Network
    /// Where it may be, the first one that can be written first.
    let paths: [String]

    package static let name = "training-distance.json"
    private static let version = 1
    /// Bytes of all such files in the cache together, some hundred runs; of one at most.
    private static let limit = 4 << 20, largest = 1 << 20

    /// - Parameters:
    ///   - images: what tells the run's images from others: their fingerprint.
    ///   - run: the run's folder; nil for a checkpoint outside of one.
    ///   - cache: the folder for what cannot be written there; nil for none.
    package init(images: String, _ network: TrainingDistance.Network, run: String?, cache: String?) {
        self.network = network
        key = "\(Self.version) \(images) \(network.text)"
        var hash = FNV1a()
        for byte in key.utf8 { hash.add(byte) }
        paths = (run.map { ["\($0)/\(Self.name)"] } ?? []) + (cache.map { ["\($0)/\(hash.text)\(Self.ending)"] } ?? [])
    }

    private static let ending = ".distance.json"

    /// The kept distance; the outer nil where there is none, the inner one for too few images.
    package func read() -> TrainingDistance?? {
        for path in paths {
            guard let bytes = try? AtomicFile.read(path, limit: Self.largest),
                let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)), content.key == key,
                content.distance?.isOf(network) ?? true
            else { continue }
            CacheEviction.touch(path)
            return .some(content.distance)
        }
        return nil
    }

    /// Writes it where it can be written; failing costs only the time to measure again.
    package func write(_ distance: TrainingDistance?) {
        guard let json = try? JSONEncoder().encode(Content(key: key, distance: distance)) else { return }
        for path in paths {
            if path.hasSuffix(Self.ending) {
                let folder = FolderNames.parent(of: path)
                try? FolderNames.make(folder)
                CacheEviction.makeRoom(for: json.count, in: folder, endings: [Self.ending], limit: Self.limit)
            }
            if (try? AtomicFile.write(Array(json), to: path, isDurable: false)) != nil { return }
        }
    }

    /// Measures the images that a run begins to train on, and keeps the result in its folder. Cost: up to 2,000 images are looked at.
    /// - Parameter settings: those of the run, of a preset that repairs.
    package static func write(_ images: ImageSet, run: RunFolder, fit: ImageFit, _ settings: Settings) {
        let network = TrainingDistance.Network(
            size: images.shape.size, channels: images.channels, fit: fit,
            hasTexture: CorruptionMix(settings).kinds.allSatisfy(\.leavesHoles))
        TrainingDistanceFile(images: images.fingerprint, network, run: run.path, cache: nil)
            .write(TrainingDistance(images, hasTexture: network.hasTexture))
    }
}
