import Jobs
package import Raster
import Repair

/// A request to repair every image of a folder in the same way.
package struct FolderRepairRequest: Sendable, Equatable {
    /// Identifies the results of this request.
    package var id: Int
    package var folder: String, out: String
    package var method: String
    /// nil repairs whole images.
    package var mask: Mask?
    /// The width in pixels over which the repair blends around the mask.
    package var feather: Int
    /// What happens where repaired images exist.
    package var existing = Existing.asks

    package enum Existing: Sendable { case asks, isKept, isReplaced }

    package init(id: Int, folder: String, out: String, method: String, mask: Mask?, feather: Int) {
        (self.id, self.folder, self.out) = (id, folder, out)
        (self.method, self.mask, self.feather) = (method, mask, feather)
    }

    /// Whether another request repairs the same images in the same way.
    package func isLike(_ other: FolderRepairRequest) -> Bool {
        var other = other
        (other.id, other.existing) = (id, existing)
        return other == self
    }

    /// Repairs the images and returns when all are done or it was stopped.
    /// - Parameters:
    ///   - progress: receives the count after each image.
    ///   - failure: receives a line for each image that failed.
    func run(
        threads: Int, isStopped: @escaping @Sendable () -> Bool,
        progress: @escaping @Sendable (FolderJob.Tally) -> Void,
        failure: @escaping @Sendable (String) -> Void
    ) throws -> RepairTaskResult {
        let job = try FolderJob(folder: folder, out: out, isRecursive: false) {
            ImageEntry.isOwn($0)
        }
        if existing == .asks {
            let count = job.items.count { FolderJob.presence(of: $0) != .missing }
            if count > 0 { return .folderExists(self, count: count) }
        }
        progress(FolderJob.Tally(total: job.items.count))
        let source = mask.map {
            RepairMaskSource.one(MaskReading(painted: $0), name: "the painted mask", hasFile: false)
        }
        let repair = ImageRepair(method: method, mask: source ?? .whole, feather: mask == nil ? nil : feather)
        let tally = job.run(
            threads: threads, replaces: existing == .isReplaced, bytes: { repair.bytes($0.input) },
            isStopped: isStopped,
            event: { (_, outcome: FolderJob.Outcome<Void>, tally) in
                if case .failed(let line) = outcome { failure(line) }
                progress(tally)
            },
            work: { item, threads in
                var product = try repair.repaired(
                    item.input, threads: threads, watch: RepairWatch(isStopped: isStopped))
                try product.write(to: item.output)
            })
        return .folderEnded(id, tally)
    }
}
