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
    ///   - forecast: receives the seconds until all are done, before the first one is.
    ///   - failure: receives a line for each image that failed.
    func run(
        threads: Int, isStopped: @escaping @Sendable () -> Bool,
        progress: @escaping @Sendable (FolderJob.Tally) -> Void,
        forecast: @escaping @Sendable (Double) -> Void, failure: @escaping @Sendable (String) -> Void
    ) throws -> RepairTaskResult {
        let job = try FolderJob(folder: folder, out: out, isRecursive: false) {
            ImageEntry.isOwn($0)
        }
        if existing == .asks {
            let count = job.items.count { FolderJob.presence(of: $0) != .missing }
            if count > 0 { return .folderExists(self, count: count) }
        }
        progress(FolderJob.Tally(total: job.items.count))
        let maskFile = try mask.map { try saved($0) }
        let source = mask.map {
            RepairMaskSource.one(
                MaskReading(painted: $0), name: maskFile ?? "the painted mask", hasFile: maskFile != nil)
        }
        let repair = try ImageRepair(method: method, mask: source ?? .whole, feather: mask == nil ? nil : feather)
            .withOpenedMethod()
        let whole = FolderForecast(items: job.items.count, threads: threads)
        let tally = job.run(
            threads: threads, replaces: existing == .isReplaced, bytes: { repair.bytes($0.input) },
            isStopped: isStopped,
            event: { (_, outcome: FolderJob.Outcome<Void>, tally) in
                if case .failed(let line) = outcome { failure(line.inStudio) }
                whole.update(tally)
                progress(tally)
            },
            work: { item, threads in
                var repair = repair
                repair.command = CommandText.of(
                    ["repair", item.input] + (maskFile.map { ["--mask", $0] } ?? []) + ["--method", method] + [
                        "--out", item.output,
                    ])
                var product = try repair.repaired(
                    item.input, threads: threads,
                    watch: RepairWatch(
                        forecast: { if let all = whole.seconds(item: $0, threads: threads) { forecast(all) } },
                        isStopped: isStopped))
                try product.write(to: item.output)
            })
        return .folderEnded(id, tally)
    }

    /// The file of the painted mask in the folder of the results, which their commands name: the first name without another mask.
    private func saved(_ mask: Mask) throws -> String {
        try FolderNames.make(out)
        var plane = MaskPlane(
            width: mask.width, height: mask.height, values: mask.damaged.map { $0 ? 255 : 0 }, feather: feather)
        plane.drawFeather(in: plane.bounds)
        var number = 0
        while true {
            number += 1
            let path = "\(out)/painted\(number == 1 ? "" : "-\(number)").mask.png"
            if FileState(path) == .missing {
                try MaskFile.write(plane, to: path)
                return path
            }
            let there = try? MaskFile.read(path, width: mask.width, height: mask.height)
            if let there, there.scaledFrom == nil, there.mask == plane { return path }
        }
    }
}
