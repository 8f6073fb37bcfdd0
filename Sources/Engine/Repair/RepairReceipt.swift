public import Raster

/// What was done, with what, and how it turned out.
public struct RepairReceipt: Sendable, Encodable {
    /// Against the undamaged picture; levels 0...255.
    public struct Measures: Sendable, Encodable {
        /// Peak signal-to-noise ratio, dB; nil where both are equal.
        public let psnr: Double?
        /// Structural similarity (Wang et al. 2004) of luma; nil where no window of 11 pixels fits.
        public let ssim: Double?
        /// Mean absolute difference, levels.
        public let l1: Double
    }

    /// The trained network that repaired.
    public struct Run: Sendable, Encodable {
        public let path: String, checkpoint: String
        /// FNV-1a of the checkpoint's bytes.
        public let hash: String
        public let preset: String, data: String
        public let seed: UInt64
        public let step: Int
    }

    /// The same repair by another method, to compare.
    public struct Alternative: Sendable, Encodable {
        public let method: String, reason: String
        public let seconds: Double
        public let seamError: Double?
        public let insideHole: Measures?
        public let wholePicture: Measures?
    }

    public let version: String
    public let method: String
    public let reason: String
    public let settings: [String: Double]
    public let seed: UInt64
    public let seconds: Double
    public let width: Int, height: Int, channels: Int
    public let damagedPixels: Int
    public let damagedShare: Double
    /// Known samples compared with the picture that was given, and how many of them differ.
    public let knownSamples: Int, knownSamplesChanged: Int
    /// FNV-1a of the known samples, before and after.
    public let knownHashBefore: String, knownHashAfter: String
    /// Root mean square step across the border between repaired and known pixels, less what such steps are among the known ones
    /// beside it; levels; nil without a border.
    public let seamError: Double?
    public let insideHole: Measures?
    public let wholePicture: Measures?
    /// Of a learned repair.
    public internal(set) var run: Run?
    /// What classical methods make of it, beside a learned repair.
    public internal(set) var alternatives: [Alternative] = []
    /// Where the result is larger: its size, and how far it is from the given picture when it is made smaller again by a bicubic filter.
    public let enlarged: Enlarged?
    /// How a fit went, at most some hundred moments of it.
    public let curve: [RepairCurvePoint]
    public var notes: [String]

    /// What holds of a larger result: no pixel of it is one that was given.
    public struct Enlarged: Sendable, Encodable {
        public let width: Int, height: Int
        /// Root mean square and largest difference, levels.
        public let rootMeanSquare: Double, largest: Double
    }

    init(_ problem: RepairProblem, choice: RepairChoice, settings: RepairSettings, product: RepairProduct, truth: Bitmap?, seconds: Double) {
        let (picture, mask, result) = (problem.picture, problem.mask, product.picture), isLarger = problem.task == .upscale
        version = Tessera.version
        (method, reason, self.settings) = (choice.method.name, choice.reason, settings.values)
        (seed, self.seconds) = (problem.seed, seconds)
        (width, height, channels) = (picture.width, picture.height, picture.channels)
        (damagedPixels, damagedShare) = (mask.count, mask.share)
        knownSamples = (mask.damaged.count - damagedPixels) * channels
        knownSamplesChanged = isLarger ? 0 : Self.changes(picture, result, mask)
        knownHashBefore = Self.hash(picture, mask)
        knownHashAfter = isLarger ? knownHashBefore : Self.hash(result, mask)
        seamError = isLarger ? nil : Seam.error(of: result, mask: mask)
        enlarged = isLarger ? Self.compared(picture, result) : nil
        let marked = isLarger ? Mask(width: result.width, height: result.height, filledWith: true) : mask
        let measured = truth.map { RepairMeasures(result, $0.converted(toChannels: picture.channels), mask: marked) }
        insideHole = damagedPixels > 0 && !isLarger ? measured?.inside : nil
        wholePicture = measured?.whole
        curve = product.curve
        notes = (damagedPixels == 0 ? ["the mask marks nothing: the picture was copied"] : []) + product.notes
    }

    /// What is to be said of samples that are not the file's own; nil where they are.
    /// - Parameter conversions: what reading the picture has changed.
    public static func note(onReading conversions: [String]) -> String? {
        conversions.isEmpty ? nil : "known samples are those of the picture as it was read, where " + conversions.joined(separator: ", ")
    }

    private static func compared(_ picture: Bitmap, _ large: Bitmap) -> Enlarged {
        let all = { (p: Bitmap) in Planes(p, RepairArea(x: 0, y: 0, width: p.width, height: p.height)) }
        let seen = Observation.reduction(toWidth: picture.width, height: picture.height, scale: large.width / picture.width).seen(all(large))
        let differences = zip(seen.values, all(picture).values).map { Double(abs($0 - $1)) }
        let squares = differences.reduce(0) { $0 + $1 * $1 } / Double(max(differences.count, 1))
        return Enlarged(width: large.width, height: large.height, rootMeanSquare: squares.squareRoot(), largest: differences.max() ?? 0)
    }

    private static func changes(_ a: Bitmap, _ b: Bitmap, _ mask: Mask) -> Int {
        var count = 0
        for i in mask.damaged.indices where !mask.damaged[i] {
            for c in i * a.channels..<(i + 1) * a.channels where a.pixels[c] != b.pixels[c] { count += 1 }
        }
        return count
    }

    /// Of known samples in their order.
    private static func hash(_ picture: Bitmap, _ mask: Mask) -> String {
        var hash = FNV1a()
        for i in mask.damaged.indices where !mask.damaged[i] {
            for c in i * picture.channels..<(i + 1) * picture.channels { hash.add(picture.pixels[c]) }
        }
        return hash.text
    }

    /// For the text chunks of the repaired PNG.
    public var text: [PNG.Text] {
        [
            PNG.Text(key: "Software", value: "Tessera \(version)"),
            PNG.Text(key: "tessera.repair.method", value: method),
            PNG.Text(key: "tessera.repair.reason", value: reason),
            PNG.Text(key: "tessera.repair.settings", value: settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.short)" }.joined(separator: " ")),
            PNG.Text(key: "tessera.repair.seed", value: String(seed)),
            PNG.Text(key: "tessera.repair.seconds", value: String(seconds)),
            PNG.Text(key: "tessera.repair.damaged", value: "\(damagedPixels) of \(width * height) pixels"),
            PNG.Text(key: "tessera.repair.known", value: "\(knownSamplesChanged) of \(knownSamples) samples changed, fnv1a \(knownHashBefore) to \(knownHashAfter)"),
        ] + (seamError.map { [PNG.Text(key: "tessera.repair.seam", value: String($0))] } ?? [])
            + (run.map { [PNG.Text(key: "tessera.repair.checkpoint", value: "\($0.checkpoint), step \($0.step), fnv1a \($0.hash)")] } ?? [])
            + (enlarged.map { [PNG.Text(key: "tessera.repair.smaller-again", value: "root mean square \($0.rootMeanSquare), largest \($0.largest) levels")] } ?? [])
            + (notes.isEmpty ? [] : [PNG.Text(key: "tessera.repair.notes", value: notes.joined(separator: "; "))])
    }
}
