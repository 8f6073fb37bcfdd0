package import Datasets
import Models
import Numerics
package import Runs

/// Samples to score: images that a run's averaged generator samples, or the images of a file or a folder.
package struct SampleSource {
    private enum Kind {
        case generator(GeneratorModel, file: String)
        case images(String)
    }

    private let kind: Kind
    private let threads: Int
    /// `ImageSet.fingerprint` of the training data; nil for images and for a checkpoint outside its run's folder.
    package let dataFingerprint: String?

    /// Refuses a name that is neither a run's folder, a checkpoint, nor data, before anything is read.
    /// - Throws: `EvaluationError.neitherRunNorData` with the nearest names; `DataError` for an archive that cannot be read.
    package static func check(_ name: String) throws {
        guard !name.hasSuffix(".safetensors"), !Folder.exists(name), try !DataSource.exists(name) else { return }
        let data = Spelling.nearest(to: name, among: DataSource.names)
        throw EvaluationError.neitherRunNorData(name, nearest: Array((NearbyRuns.similar(to: name) + data).prefix(3)))
    }

    /// Opens a run's folder, a checkpoint (.safetensors), an IDX file, a folder of images, or data by name.
    /// - Throws: `RunError`, `CheckpointError`, `SafetensorsError`, `SettingError`; images are read later.
    package init(_ path: String, threads: Int) throws {
        self.threads = threads
        if path.hasSuffix(".safetensors") {
            kind = .generator(try GeneratorModel(checkpoint: path, threads: threads), file: path)
            dataFingerprint = nil
        } else if let run = try? RunFolder.open(path) {
            guard let newest = run.newestIntact().checkpoint else { throw run.noCheckpoint }
            kind = .generator(try GeneratorModel(checkpoint: newest.path, threads: threads), file: newest.path)
            dataFingerprint = try RunFile.read(run.runFilePath).dataFingerprint
        } else {
            kind = .images(path)
            dataFingerprint = nil
        }
    }

    /// The metadata of the checkpoint; nil for images.
    package var note: CheckpointMetadata? {
        if case .generator(let model, _) = kind { model.note } else { nil }
    }

    /// The path of the checkpoint; nil for images.
    package var checkpoint: String? {
        if case .generator(_, let file) = kind { file } else { nil }
    }

    /// The size and channels of the training data; nil for images.
    package var shape: ImageShape? {
        if case .generator(let model, _) = kind {
            model.generator.shape
        } else {
            nil
        }
    }

    /// At most `count` samples in the size of `data`, and notes on how they were converted.
    /// - Parameter seed: seed of the noise, or of the random choice among more images than `count`.
    package func samples(
        _ count: Int, like data: ImageSet, fit: ImageFit = .crop, seed: UInt64,
        progress: (String, Double) -> Void
    ) throws(DataError) -> (images: ImageSet, notes: [String]) {
        switch kind {
        case .generator(let model, _):
            var pixels: [UInt8] = []
            for start in stride(from: 0, to: count, by: Self.batchSize) {
                progress("generating samples", Double(start) / Double(count))
                let range = start..<min(start + Self.batchSize, count)
                let generated = model.images(for: model.latents(seed: seed, range), conditions: model.conditions(range))
                for image in generated { pixels += image.pixels }
            }
            progress("generating samples", 1)
            let shape = model.generator.shape
            let samples = ImageSet(
                name: "samples", height: shape.height, width: shape.width, channels: shape.channels, pixels: pixels)
            return samples.resized(like: data, fit: fit, threads: threads, progress: progress)
        case .images(let path):
            let all = try DataSource.open(path, size: ImageSizing(nil, fit: fit), threads: threads, progress: progress)
            let some =
                all.count > count ? all.subset(RandomSubset.indices(count, of: all.count, seed: seed).sorted()) : all
            let (images, notes) = some.resized(like: data, fit: fit, threads: threads, progress: progress)
            let skipped = all.skipped.prefix(1).map { first in
                "left out \(all.skipped.count) images, the first: \(first.file): \(first.reason)"
            }
            let few = all.count < count ? ["\(all.count) samples instead of \(count)"] : []
            return (images, skipped + few + notes)
        }
    }

    private static let batchSize = 640
}

extension ImageSet {
    /// The same images in the size and channels of `other`, and a note on the conversion.
    func resized(like other: ImageSet, fit: ImageFit, threads: Int, progress: (String, Double) -> Void) -> (
        images: ImageSet, notes: [String]
    ) {
        guard (height, width, channels) != (other.height, other.width, other.channels) else { return (self, []) }
        let note =
            "samples of \(width)x\(height)x\(channels) resized to \(other.width)x\(other.height)x\(other.channels)"
        return (
            converted(
                size: ImageSizing(other.shape.size, fit: fit), channels: other.channels, threads: threads,
                progress: progress), [note]
        )
    }
}
