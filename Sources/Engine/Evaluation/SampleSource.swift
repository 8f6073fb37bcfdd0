import Raster

/// Samples to score: what a run's averaged generator draws, or the pictures of a file or a folder.
public struct SampleSource {
    private enum Kind {
        case generator(GeneratorModel, file: String)
        case pictures(String)
    }

    private let kind: Kind
    /// `ImageSet.fingerprint` of what the run was trained on; nil for pictures and for a checkpoint without its folder.
    public let dataFingerprint: String?

    /// Opens a run's folder, a checkpoint (.safetensors), an IDX file, a folder of pictures, or data by name.
    /// - Throws: `RunError`, `CheckpointError`, `SafetensorsError`, `SettingError`; pictures are read later.
    public init(_ path: String, lanes: Int) throws {
        if path.hasSuffix(".safetensors") {
            kind = .generator(try GeneratorModel(checkpoint: path, lanes: lanes), file: path)
            dataFingerprint = nil
        } else if let run = try? RunFolder.open(path) {
            guard let newest = run.newestWhole().checkpoint else { throw CheckpointError.none(run: path) }
            kind = .generator(try GeneratorModel(checkpoint: newest.path, lanes: lanes), file: newest.path)
            dataFingerprint = try RunSettings.read(run.settingsPath).dataFingerprint
        } else {
            kind = .pictures(path)
            dataFingerprint = nil
        }
    }

    /// The run's own word on itself; nil for pictures.
    public var note: CheckpointNote? {
        if case .generator(let model, _) = kind { model.note } else { nil }
    }

    /// The checkpoint the samples are drawn from.
    public var checkpoint: String? {
        if case .generator(_, let file) = kind { file } else { nil }
    }

    /// The size that the data must have to have trained this; nil for pictures.
    public var size: (side: Int, channels: Int)? {
        if case .generator(let model, _) = kind {
            (model.architecture.height, model.architecture.channels)
        } else {
            nil
        }
    }

    /// At most `count` samples in the size of `data`, and in words what was done to bring them there.
    /// - Parameter seed: which noise, or which pictures where there are more.
    public func samples(_ count: Int, like data: ImageSet, seed: UInt64,
                        progress: (String, Double) -> Void) throws(DataError) -> (images: ImageSet, notes: [String]) {
        switch kind {
        case .generator(let model, _):
            var pixels: [UInt8] = []
            for start in stride(from: 0, to: count, by: Self.drawnAtOnce) {
                progress("drawing samples", Double(start) / Double(count))
                let range = start..<min(start + Self.drawnAtOnce, count)
                let drawn = model.pictures(for: model.latents(seed: seed, range), conditions: model.conditions(range))
                for picture in drawn { pixels += picture.pixels }
            }
            progress("drawing samples", 1)
            let shape = model.architecture
            let drawn = ImageSet(
                name: "samples", height: shape.height, width: shape.width, channels: shape.channels, pixels: pixels)
            return drawn.brought(to: data, progress: progress)
        case .pictures(let path):
            let all = try DataSource.open(path, progress: progress)
            let some = all.count > count ? all.subset(Pick.indices(count, of: all.count, seed: seed).sorted()) : all
            let (images, notes) = some.brought(to: data, progress: progress)
            let left = all.skipped.prefix(1).map { first in
                "left out \(all.skipped.count) pictures, the first: \(first.file): \(first.reason)"
            }
            let few = all.count < count ? ["\(all.count) samples there, \(count) asked for"] : []
            return (images, left + few + notes)
        }
    }

    private static let drawnAtOnce = 640
}

extension ImageSet {
    /// The same pictures in the size and channels of `other`, and what was done.
    func brought(to other: ImageSet, progress: (String, Double) -> Void) -> (images: ImageSet, notes: [String]) {
        guard (height, width, channels) != (other.height, other.width, other.channels) else { return (self, []) }
        let note =
            "samples of \(width)x\(height)x\(channels) resized to \(other.width)x\(other.height)x\(other.channels)"
        guard other.height != other.width else {
            return (converted(size: other.height, channels: other.channels, progress: progress), [note])
        }
        var bytes: [UInt8] = []
        Blocks.each(count, progress: { progress("resizing \(name)", $0) }) { index in
            bitmap(at: index).with(channels: other.channels).resampled(
                width: other.width, height: other.height, filter: .area
            ).pixels
        } take: { bytes += $1 }
        return (
            ImageSet(name: name, height: other.height, width: other.width, channels: other.channels, pixels: bytes),
            [note]
        )
    }
}
