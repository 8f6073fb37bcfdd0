import Foundation
import Numerics
package import Raster
package import Repair
import Runs

/// One way to repair, for any number of image files: method, settings and mask.
package struct ImageRepair: Sendable {
    package var method: String
    /// The method, opened once for all images; nil opens it for each.
    private var opened: (any RepairMethod)?
    /// nil to derive it from mask and method.
    package var task: RepairTask?
    package var settings: [String: Double]
    package var seed: UInt64
    package var mask: RepairMaskSource
    /// Whether masks are turned as EXIF turns the images.
    package var turnsMask = false
    /// nil for the feather that the mask's file says.
    package var feather: Int?
    /// Whether masks of files mark the pixels to keep.
    package var invertsMask = false
    /// Whether the report of a run's repair compares it with the classical methods.
    package var compares = false
    /// A vector of the embedding space of a conditional run; empty for none.
    package var condition: [Float]
    /// What `condition` is the embedding of, and the words of it that the run's captions do not contain.
    package var prompt = SamplePrompt(), unknown: [String] = []
    /// The command line that repairs like this; nil for none.
    package var command: String?

    package init(
        method: String, task: RepairTask? = nil, settings: [String: Double] = [:], seed: UInt64 = 0,
        mask: RepairMaskSource = .transparency, feather: Int? = nil, condition: [Float] = []
    ) {
        (self.method, self.task, self.settings, self.seed) = (method, task, settings, seed)
        (self.mask, self.feather, self.condition) = (mask, feather, condition)
    }

    /// This repair with its method opened: a run's checkpoint is read once, and stays the same for all images.
    /// - Throws: what `RepairMethods.named` throws.
    package func withOpenedMethod() throws -> ImageRepair {
        guard method != RepairMethods.auto else { return self }
        var repair = self
        repair.opened = try RepairMethods.named(method)
        return repair
    }

    /// A repaired image, what its file held besides, and the report.
    package struct Product: Sendable {
        package let image: Bitmap
        package let original: ImageFile.Contents
        /// The pixels that the mask marks; nil for a repair of the whole image.
        package let mask: Mask?
        package var report: RepairReport
        package let provenance: RepairProvenance
        /// See `RepairMark`.
        fileprivate let mark: String

        /// Writes the image with its report to `path`, and notes what the file could not keep.
        /// - Throws: `ImageError`.
        package mutating func write(to path: String, quality: Int? = nil) throws(ImageError) {
            report.notes += try RepairedImage.write(
                image, mask: mask, of: original,
                text: report.text + provenance.chunks + [PNG.Text(key: RepairMark.key, value: mark)],
                quality: quality, to: path)
        }
    }

    /// Reads and repairs the image at `path`.
    /// - Parameter truth: the undamaged image, to measure against.
    /// - Throws: `ImageError`, `MaskError`, and what `Repair.run` throws.
    package func repaired(_ path: String, threads: Int, truth: Bitmap? = nil, watch: RepairWatch = RepairWatch()) throws
        -> Product
    {
        let contents = try RepairedImage.read(path)
        let reading =
            task == .upscale && mask.isTransparency ? nil : try mask.reading(for: path, contents, turnsMask: turnsMask)
        if reading == nil, method == RepairMethods.auto { throw RepairError.noMask(name: path) }
        let outcome = try Repair.run(
            contents.bitmap, mask: reading?.mask, task: task, method: method, opened: opened, settings: settings,
            seed: seed, threads: threads, maskName: mask.name(for: path), feather: feather ?? reading?.feather ?? 0,
            condition: condition, truth: truth, compares: compares, watch: watch)
        var report = outcome.report
        if let reading { report.add(reading, \.onCommandLine) }
        if let note = RepairReport.note(onReading: contents.conversions) { report.notes.append(note) }
        return Product(
            image: outcome.image, original: contents, mask: reading?.mask, report: report,
            provenance: try RepairProvenance(
                command: command, image: path, mask: mask.file(for: path), prompt: prompt, unknown: unknown),
            mark: mark(for: path))
    }

    /// What distinguishes this way to repair an image from others, see `RepairMark`. Cost: a run's checkpoint and the mask's file are hashed.
    func mark(for path: String) -> String {
        let run = (opened as? LearnedRepair).flatMap { try? $0.report.hash }
        let file = mask.file(for: path).map { (try? FNV1a.ofFile($0)) ?? $0 }
        let values = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return RepairMark.of(
            [
                RepairMethods.canonical(method), run ?? "", task?.rawValue ?? "", String(seed), file ?? "",
                feather.map { String($0) } ?? "", "\(invertsMask) \(turnsMask)",
            ] + values + condition.map { String($0) })
    }

    /// The forecast of the bytes for one image: the decoded file and its repair.
    package func bytes(_ path: String) -> Int {
        let scale = task == .upscale || settings["scale"] != nil ? Int(settings["scale"] ?? 2) : 1
        guard let (width, height) = ImageHeader.read(path) else {
            // Compressed files of other formats, decoded: seldom more than this.
            let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber
            return 100 * (size?.intValue ?? 0)
        }
        return 8 * width * height + Repair.bytes(width: width, height: height, channels: 3, scale: scale)
    }
}
