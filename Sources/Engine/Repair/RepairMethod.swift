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
    /// What it can bring about, its main purpose first.
    var tasks: [RepairTask] { get }

    /// The picture with other values where the mask marks damage; what it says of other pixels is not used.
    /// - Throws: `RepairStopped`, `RepairError`.
    func repair(_ problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> Bitmap

    /// The same with what there is to say of it.
    /// - Throws: as `repair`.
    func product(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairProduct
}

/// What a method made, and what it has to say of it.
public struct RepairProduct: Sendable {
    public var picture: Bitmap
    /// For the receipt, one line each.
    public var notes: [String] = []
    /// How a fit went.
    public var curve: [RepairCurvePoint] = []

    public init(picture: Bitmap) { self.picture = picture }
}

/// A moment of a fit: mean squared errors, in levels, on the pixels that are fitted and on those held out.
public struct RepairCurvePoint: Sendable, Equatable, Encodable {
    public let step: Int
    public let fitted: Double, held: Double
}

extension RepairMethod {
    public var settings: [RepairSetting] { [] }
    public var worksWithoutMask: Bool { false }
    public var tasks: [RepairTask] { worksWithoutMask ? [.denoise] : [.inpaint] }

    public func product(of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch) throws -> RepairProduct {
        RepairProduct(picture: try repair(problem, settings: settings, watch: watch))
    }
}

/// A damaged picture, and what the answer may depend on.
public struct RepairProblem: Sendable {
    public let picture: Bitmap
    public let mask: Mask
    public let task: RepairTask
    public let seed: UInt64
    /// Threads; they change no result.
    public let lanes: Int
    /// What is in the picture, a vector of a run's joint space, for a method that can be told; empty tells nothing.
    public let told: [Float]

    /// - Precondition: mask and picture have one size; at least one lane.
    public init(picture: Bitmap, mask: Mask, task: RepairTask = .inpaint, seed: UInt64 = 0, lanes: Int, told: [Float] = []) {
        precondition(picture.width == mask.width && picture.height == mask.height && lanes > 0,
                     "a mask of \(mask.width) x \(mask.height) over \(picture.width) x \(picture.height), \(lanes) lanes")
        (self.picture, self.mask, self.task, self.seed, self.lanes, self.told) = (picture, mask, task, seed, lanes, told)
    }
}

/// How others look on while a repair runs, and stop it. All are called from the thread that called `repair`.
public struct RepairWatch: Sendable {
    /// Gets a stage's name and its done share, 0...1.
    public var progress: @Sendable (String, Double) -> Void
    /// Gets the picture as it is so far, a few times a second at most; nil where nobody looks.
    public var preview: (@Sendable (Bitmap) -> Void)?
    /// Gets moments of a fit; nil where nobody looks.
    public var moment: (@Sendable (RepairCurvePoint) -> Void)?
    public var isStopped: @Sendable () -> Bool

    public init(progress: @escaping @Sendable (String, Double) -> Void = { _, _ in },
                preview: (@Sendable (Bitmap) -> Void)? = nil, moment: (@Sendable (RepairCurvePoint) -> Void)? = nil,
                isStopped: @escaping @Sendable () -> Bool = { false }) {
        (self.progress, self.preview, self.moment, self.isStopped) = (progress, preview, moment, isStopped)
    }

    func report(_ stage: String, _ share: Double) throws(RepairStopped) {
        progress(stage, share)
        if isStopped() { throw RepairStopped() }
    }
}
