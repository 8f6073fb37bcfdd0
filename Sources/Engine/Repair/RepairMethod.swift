public import Raster

/// A way from a damaged picture to a whole one.
public protocol RepairMethod: Sendable {
    /// As `--method` takes it.
    var name: String { get }
    /// What it does, in one line.
    var line: String { get }
    /// The damage it suits.
    var suits: String { get }
    var settings: [RepairSetting] { get }
    /// Whether it changes all pixels where no mask says which.
    var worksWithoutMask: Bool { get }

    /// The picture with other values where the mask marks damage; what it says of other pixels is not used.
    /// - Throws: `RepairStopped`, `RepairError`.
    func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap
}

extension RepairMethod {
    public var settings: [RepairSetting] { [] }
    public var worksWithoutMask: Bool { false }
}

/// A damaged picture, and what the answer may depend on.
public struct RepairProblem: Sendable {
    public let picture: Bitmap
    public let mask: Mask
    public let seed: UInt64
    /// Threads; they change no result.
    public let lanes: Int
    /// What is in the picture, a vector of a run's joint space, for a method that can be told; empty tells nothing.
    public let told: [Float]

    /// - Precondition: mask and picture have one size; at least one lane.
    public init(picture: Bitmap, mask: Mask, seed: UInt64 = 0, lanes: Int, told: [Float] = []) {
        precondition(picture.width == mask.width && picture.height == mask.height && lanes > 0,
                     "a mask of \(mask.width) x \(mask.height) over \(picture.width) x \(picture.height), \(lanes) lanes")
        (self.picture, self.mask, self.seed, self.lanes, self.told) = (picture, mask, seed, lanes, told)
    }
}

/// How others look on while a repair runs, and stop it. All three are called from the thread that called `repair`.
public struct RepairWatch: Sendable {
    /// Gets a stage's name and its done share, 0...1.
    public var progress: @Sendable (String, Double) -> Void
    /// Gets the picture as it is so far, a few times a second at most; nil where nobody looks.
    public var preview: (@Sendable (Bitmap) -> Void)?
    public var isStopped: @Sendable () -> Bool

    public init(progress: @escaping @Sendable (String, Double) -> Void = { _, _ in },
                preview: (@Sendable (Bitmap) -> Void)? = nil, isStopped: @escaping @Sendable () -> Bool = { false }) {
        (self.progress, self.preview, self.isStopped) = (progress, preview, isStopped)
    }

    func report(_ stage: String, _ share: Double) throws(RepairStopped) {
        progress(stage, share)
        if isStopped() { throw RepairStopped() }
    }
}
