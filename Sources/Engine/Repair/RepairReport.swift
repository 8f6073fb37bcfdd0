import Numerics
package import Raster
import Runs

/// The report of a repair: method, settings, measures, baselines. `--json` prints it.
package struct RepairReport: Sendable, Encodable {
    /// Against the undamaged image; levels 0...255.
    package struct Measures: Sendable, Encodable {
        /// Peak signal-to-noise ratio, dB; nil where both are equal.
        package let psnr: Double?
        /// Structural similarity (Wang et al. 2004) of luma; nil where no window of 11 pixels fits.
        package let ssim: Double?
        /// Mean absolute difference, levels.
        package let l1: Double
    }

    /// The trained network that repaired.
    package struct Run: Sendable, Encodable {
        package let path: String, checkpoint: String
        /// FNV-1a of the checkpoint's bytes.
        package let hash: String
        package let preset: String, data: String
        package let seed: UInt64
        package let step: Int
    }

    /// The same repair by a classical method, for comparison.
    package struct Baseline: Sendable, Encodable {
        package let method: String, reason: String
        package let seconds: Double
        package let seamError: Double?
        package let insideHole: Measures?
        package let wholeImage: Measures?
    }

    package let version: String
    package let method: String
    package let reason: String
    package let settings: [String: Double]
    package let seed: UInt64
    package let seconds: Double
    package let width: Int, height: Int, channels: Int
    package let damagedPixels: Int
    /// Damaged pixels divided by all pixels, 0...1.
    package let damagedFraction: Double
    /// Known samples, and how many of them differ between input and result.
    package let knownSamples: Int, knownSamplesChanged: Int
    /// FNV-1a of the known samples, before and after.
    package let knownHashBefore: String, knownHashAfter: String
    /// How much larger the steps across the border between repaired and known pixels are than those next to it, see `Seam`; nil without a
    /// border.
    package let seamError: Double?
    package let insideHole: Measures?
    package let wholeImage: Measures?
    /// The trained network; nil for other methods.
    package internal(set) var run: Run?
    /// Whether the network suits the image; nil for other methods.
    package private(set) var suitability: RunSuitability?
    /// Classical repairs of the same damage; empty unless a trained network repaired.
    package internal(set) var baselines: [Baseline] = []
    /// The size of an upscaled result, and its distance from the input after bicubic downscaling; nil for other tasks.
    package let enlarged: Enlarged?
    /// The errors of an iterative fit, some hundred points at most.
    package let curve: [FitPoint]
    package var notes: [String]
    /// How the mask was read; nil where it comes from no file.
    package var maskReading: String?
    /// The width in pixels over which known pixels around the mask were blended with the repair. Those are among the changed ones.
    package internal(set) var feather = 0

    /// Adds whether the network suits the image; its warnings come before other notes.
    mutating func warn(_ suitability: RunSuitability) {
        self.suitability = suitability
        let name = run?.path ?? method
        notes = suitability.warnings.map { "\(name) may not suit this image: \($0)" } + notes
        if let note = suitability.note { notes.append(note) }
    }

    /// Adds how the mask was read, and advice on it.
    /// - Parameter name: the words for what can be done.
    package mutating func add(_ reading: MaskReading, _ name: (UserAction) -> String) {
        maskReading = reading.text
        if let hint = reading.hint { notes.append(hint.line(name)) }
    }

    /// An upscaled result compared with its input.
    package struct Enlarged: Sendable, Encodable {
        package let width: Int, height: Int
        /// Root mean square and largest difference, levels.
        package let rootMeanSquare: Double, largest: Double
    }

    init(
        _ problem: RepairProblem, mask: Mask, choice: RepairChoice, settings: RepairSettings, result: RepairResult,
        truth: Bitmap?,
        seconds: Double, _ watch: RepairWatch = RepairWatch()
    ) throws(RepairStopped) {
        let (image, repaired) = (problem.image, result.image), isLarger = problem.task == .upscale
        version = Tessera.version
        (method, reason, self.settings) = (choice.method.name, choice.reason, settings.values)
        (seed, self.seconds) = (problem.seed, seconds)
        (width, height, channels) = (image.width, image.height, image.channels)
        (damagedPixels, damagedFraction) = (mask.count, mask.fraction)
        knownSamples = (mask.damaged.count - damagedPixels) * channels
        knownSamplesChanged = isLarger ? 0 : Self.changes(image, repaired, mask)
        try watch.check()
        knownHashBefore = Self.hash(image, mask)
        try watch.check()
        knownHashAfter = isLarger ? knownHashBefore : Self.hash(repaired, mask)
        try watch.check()
        seamError = isLarger ? nil : Seam.error(of: repaired, mask: mask)
        try watch.check()
        enlarged = isLarger ? Self.compared(image, repaired) : nil
        let marked = isLarger ? Mask(width: repaired.width, height: repaired.height, filledWith: true) : mask
        var measured: RepairMeasures?
        if let truth {
            measured = try RepairMeasures(
                repaired, truth.converted(toChannels: image.channels), mask: marked, check: watch.check)
        }
        insideHole = damagedPixels > 0 && !isLarger ? measured?.inside : nil
        wholeImage = measured?.whole
        curve = result.curve
        notes = (damagedPixels == 0 ? ["the mask marks nothing: the image was copied"] : []) + result.notes
    }

    /// A note on conversions at reading, after which known samples are not the file's own; nil without conversions.
    /// - Parameter conversions: the conversions, in words.
    package static func note(onReading conversions: [String]) -> String? {
        conversions.isEmpty
            ? nil : "known samples are those of the image after reading: " + conversions.joined(separator: ", ")
    }

    private static func compared(_ image: Bitmap, _ large: Bitmap) -> Enlarged {
        let all = { (p: Bitmap) in Planes(p, RepairArea(x: 0, y: 0, width: p.width, height: p.height)) }
        let small = LinearDegradation.downscaling(
            toWidth: image.width, height: image.height, scale: large.width / image.width
        ).applied(to: all(large))
        let differences = zip(small.values, all(image).values).map { Double(abs($0 - $1)) }
        let squares = differences.reduce(0) { $0 + $1 * $1 } / Double(max(differences.count, 1))
        return Enlarged(
            width: large.width, height: large.height, rootMeanSquare: squares.squareRoot(),
            largest: differences.max() ?? 0)
    }

    private static func changes(_ a: Bitmap, _ b: Bitmap, _ mask: Mask) -> Int {
        var count = 0
        for i in mask.damaged.indices where !mask.damaged[i] {
            for c in i * a.channels..<(i + 1) * a.channels where a.pixels[c] != b.pixels[c] { count += 1 }
        }
        return count
    }

    /// FNV-1a of the known samples, row by row.
    private static func hash(_ image: Bitmap, _ mask: Mask) -> String {
        var hash = FNV1a()
        for i in mask.damaged.indices where !mask.damaged[i] {
            for c in i * image.channels..<(i + 1) * image.channels { hash.add(image.pixels[c]) }
        }
        return hash.text
    }

    /// The text chunks of the repaired PNG.
    package var text: [PNG.Text] {
        [
            PNG.Text(key: "Software", value: "Tessera \(version)"),
            PNG.Text(key: "tessera.repair.method", value: method),
            PNG.Text(key: "tessera.repair.reason", value: reason),
            PNG.Text(
                key: "tessera.repair.settings",
                value: settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.short)" }.joined(separator: " ")),
            PNG.Text(key: "tessera.repair.seed", value: String(seed)),
            PNG.Text(key: "tessera.repair.seconds", value: String(seconds)),
            PNG.Text(key: "tessera.repair.damaged", value: "\(damagedPixels) of \(width * height) pixels"),
            PNG.Text(
                key: "tessera.repair.known",
                value:
                    "\(knownSamplesChanged) of \(knownSamples) samples changed, fnv1a \(knownHashBefore) to \(knownHashAfter)"
            ),
        ] + (seamError.map { [PNG.Text(key: "tessera.repair.seam", value: String($0))] } ?? [])
            + (suitability?.distance.map { [PNG.Text(key: "tessera.repair.training-distance", value: $0.short)] } ?? [])
            + (maskReading.map { [PNG.Text(key: "tessera.repair.mask", value: $0)] } ?? [])
            + (feather > 0 ? [PNG.Text(key: "tessera.repair.feather", value: "\(feather) pixels")] : [])
            + (run.map {
                [
                    PNG.Text(
                        key: "tessera.repair.checkpoint", value: "\($0.checkpoint), step \($0.step), fnv1a \($0.hash)")
                ]
            } ?? [])
            + (enlarged.map {
                [
                    PNG.Text(
                        key: "tessera.repair.downscaled-difference",
                        value: "root mean square \($0.rootMeanSquare), maximum \($0.largest) levels")
                ]
            } ?? [])
            + (notes.isEmpty ? [] : [PNG.Text(key: "tessera.repair.notes", value: notes.joined(separator: "; "))])
    }
}
