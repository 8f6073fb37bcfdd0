import Dispatch
public import Raster

/// One repair from beginning to end: chooses the method, runs it, keeps known pixels, writes the receipt.
///
/// Blocks its thread; run it on a queue and look on through the `RepairWatch`.
public enum Repair {
    public struct Outcome: Sendable {
        public let picture: Bitmap
        public let receipt: RepairReceipt
    }

    /// - Parameters:
    ///   - method: a name of `RepairMethods`, or `auto`.
    ///   - task: nil for what the mask and the settings say: without a mask, what the method does to whole pictures.
    ///   - mask: nil for a method that changes the whole picture.
    ///   - name: what errors call the mask.
    ///   - told: what is in the picture, for a run that can be told; empty tells nothing.
    ///   - truth: the undamaged picture, of the result's size, to measure against.
    /// - Throws: `RepairError`, `MemoryError`, `RepairStopped`.
    public static func run(_ picture: Bitmap, mask: Mask?, task: RepairTask? = nil, method name: String = RepairMethods.auto,
                           settings given: [String: Double] = [:], seed: UInt64 = 0, lanes: Int, maskName: String = "the mask",
                           told: [Float] = [], truth: Bitmap? = nil,
                           watch: RepairWatch = RepairWatch()) throws -> Outcome {
        let began = DispatchTime.now().uptimeNanoseconds
        if let mask, mask.width != picture.width || mask.height != picture.height {
            throw RepairError.maskSize(name: maskName, width: mask.width, height: mask.height,
                                       wantedWidth: picture.width, wantedHeight: picture.height)
        }
        let choice = try mask.map { DamageReport($0) }.map { report in
            name == RepairMethods.auto ? report.choice : RepairChoice(method: try RepairMethods.named(name), reason: "asked for")
        } ?? RepairChoice(method: try RepairMethods.named(name), reason: "asked for")
        let settings = try RepairSettings(of: choice.method, given: given)
        let task = task ?? Self.task(of: choice.method, given: given, hasMask: mask != nil)
        let scale = task == .upscale ? settings.int("scale") : 1
        if let truth, truth.width != picture.width * scale || truth.height != picture.height * scale {
            throw RepairError.truthSize(name: "--truth", width: truth.width, height: truth.height,
                                        wantedWidth: picture.width * scale, wantedHeight: picture.height * scale)
        }
        if task == .upscale, mask != nil { throw RepairError.maskForWholePicture(name: maskName, task: task.rawValue) }
        let whole = Mask(width: picture.width, height: picture.height, filledWith: true)
        guard let damage = mask ?? (choice.method.worksWithoutMask ? whole : nil) else { throw RepairError.noMask(name: maskName) }
        let count = damage.count
        if count == damage.damaged.count, task == .inpaint { throw RepairError.everythingDamaged(name: maskName) }
        try checkSize(picture, choice.method.name, scale: scale, isMeasured: truth != nil)
        let problem = RepairProblem(picture: picture, mask: damage, task: task, seed: seed, lanes: lanes, told: told)
        var product = count == 0 ? RepairProduct(picture: picture) : try choice.method.product(of: problem, settings: settings, watch: watch)
        if task != .upscale { product.picture = pasted(product.picture, over: picture, where: damage) }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
        var receipt = RepairReceipt(problem, choice: choice, settings: settings, product: product, truth: truth, seconds: seconds)
        if let learned = choice.method as? LearnedRepair {
            receipt.run = try learned.receipt
            if count > 0 { receipt.alternatives = try learned.alternatives(to: problem, truth: truth, watch: watch) }
        }
        return Outcome(picture: product.picture, receipt: receipt)
    }

    /// What a method is to do where nobody says it.
    private static func task(of method: any RepairMethod, given: [String: Double], hasMask: Bool) -> RepairTask {
        if given[RepairSetting.scale.name] != nil, method.tasks.contains(.upscale) { return .upscale }
        return (hasMask ? method.tasks.first : method.tasks.first { $0 != .inpaint }) ?? .inpaint
    }

    /// Known pixels from the picture itself, whatever the method says of them.
    static func pasted(_ answer: Bitmap, over picture: Bitmap, where mask: Mask) -> Bitmap {
        precondition(answer.pixels.count == picture.pixels.count, "\(answer.pixels.count) samples for \(picture.pixels.count)")
        var result = picture
        let channels = picture.channels
        for i in mask.damaged.indices where mask.damaged[i] {
            for c in i * channels..<(i + 1) * channels { result.pixels[c] = answer.pixels[c] }
        }
        return result
    }
}
