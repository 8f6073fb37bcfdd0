package import Engine
package import Raster

/// One repair to be run.
package struct RepairOrder: Sendable, Equatable {
    /// Tells its answers from those of others.
    package var id: Int
    package var picture: Bitmap
    /// nil for a method that changes the whole picture.
    package var mask: Mask?
    package var method: String
    /// What errors call the mask.
    package var name: String

    package init(id: Int, picture: Bitmap, mask: Mask?, method: String, name: String) {
        (self.id, self.picture, self.mask, self.method, self.name) = (id, picture, mask, method, name)
    }
}

/// What errands say of files and repairs.
package enum RepairAnswer: Sendable {
    case files(folder: String, [PictureFile])
    case preview(String, PicturePreview)
    case opened(RepairWork, notice: String)
    case mask(String, MaskFile.Read)
    /// A stage and its done share, 0...1.
    case progress(Int, stage: String, share: Double)
    /// The picture as it is so far.
    case looks(Int, PicturePyramid)
    case moment(Int, RepairCurvePoint)
    case done(Int, RepairResult)
    /// Nothing came of it; the reason is nil where it was stopped.
    case ended(Int, String?)
    case maskSaved(path: String, RepairDesk.Keeping)
    /// A file is there already.
    case taken(path: String)
    case saved(path: String)
}

/// A repaired picture.
package struct RepairResult: Sendable {
    package var picture: Bitmap
    package var pyramid: PicturePyramid
    package var receipt: RepairReceipt

    package init(_ outcome: Repair.Outcome) {
        (picture, receipt, pyramid) = (outcome.picture, outcome.receipt, PicturePyramid(outcome.picture))
    }
}
