package import Numerics

/// The score of one repair method on many corrupted images.
package struct RepairScore: Sendable, Encodable {
    package let method: String
    /// PSNR of the corrupted pixels, dB: the mean over images, and that of all their pixels together.
    package let psnr: Double, psnrOfAll: Double
    /// Structural similarity of the corrupted pixels; nil for images below 11 pixels, the size of its window.
    package let ssim: Double?
    /// Mean absolute difference of the corrupted pixels, levels.
    package let l1: Double
    /// Fraction of the repaired images that the external classifier classifies correctly; nil without labels.
    package let classificationAccuracy: Estimate?
}

/// The scores of all methods for one corruption.
package struct RepairTrial: Sendable, Encodable {
    package let corruption: String
    package let images: Int
    /// Fraction of the pixels that are to be repaired.
    package let corruptedFraction: Double
    /// The run first.
    package let scores: [RepairScore]
    /// The classification accuracy of the original images.
    package let originalClassificationAccuracy: Estimate?
}
