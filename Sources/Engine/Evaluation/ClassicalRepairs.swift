import Numerics
package import Raster
package import Repair

/// A corrupted image with the mask of its corrupted pixels.
package struct CorruptedImage: Sendable {
    package let image: Bitmap
    package let mask: Mask

    package init(image: Bitmap, mask: Mask) { (self.image, self.mask) = (image, mask) }
}

/// Repairs of many images by one classical method.
package enum ClassicalRepairs {
    /// The repaired images, in the order of `corrupted`; several at a time, each on one thread.
    /// - Throws: what the method throws for the first image that it cannot repair.
    package static func of(_ corrupted: [CorruptedImage], by method: any RepairMethod, threads: Int) throws -> [Bitmap]
    {
        let settings = try RepairSettings(of: method)
        return try ThreadPool(threads).map(corrupted.count) { index in
            let (image, mask) = (corrupted[index].image, corrupted[index].mask)
            return Result {
                let repaired = try method.repair(
                    RepairProblem(image: image, mask: mask, threads: 1), settings: settings, watch: RepairWatch())
                return Repair.composited(repaired, over: image, where: mask)
            }
        }.map { try $0.get() }
    }
}
