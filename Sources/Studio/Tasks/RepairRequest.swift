package import Jobs
package import Raster
package import Repair

/// A request for one repair.
package struct RepairRequest: Sendable, Equatable {
    /// Identifies the results of this request.
    package var id: Int
    package var image: Bitmap
    /// nil repairs the whole image.
    package var mask: Mask?
    /// The width in pixels over which the repair blends around the mask.
    package var feather: Int
    package var method: String
    /// The image's name in error lines.
    package var name: String
    /// For a conditional run; empty for none.
    package var prompt: SamplePrompt
    /// The path of the undamaged image, to measure against; nil for none.
    package var truth: String?
    /// The visible part of the image, which is repaired first; nil for no order.
    package var focus: RepairArea?

    package init(
        id: Int, image: Bitmap, mask: Mask?, feather: Int = 0, method: String, name: String,
        prompt: SamplePrompt = SamplePrompt()
    ) {
        (self.id, self.image, self.mask, self.feather) = (id, image, mask, feather)
        (self.method, self.name, self.prompt) = (method, name, prompt)
    }
}

/// A mask at one moment of painting.
package struct MaskVersion: Sendable, Equatable {
    /// The path of the mask's image.
    package var image: String
    /// The editor's revision.
    package var revision: Int
    package var isAutosave: Bool
    /// Whether an existing file is replaced.
    package var replaces: Bool

    /// - Parameter replaces: nil for autosaves only.
    package init(image: String, revision: Int, isAutosave: Bool, replaces: Bool? = nil) {
        (self.image, self.revision, self.isAutosave) = (image, revision, isAutosave)
        self.replaces = replaces ?? isAutosave
    }

    func save(_ mask: MaskPlane, to path: String) throws(ImageError) -> RepairTaskResult {
        do throws(ImageError) {
            try MaskFile.write(mask, to: path, of: ImageFiles(image))
            if !isAutosave { MaskFile.removeAutosave(forImage: image) }
        } catch {
            // A failed autosave must not interrupt painting; saving reports the same error.
            guard isAutosave else { throw error }
        }
        return .maskSaved(path: path, self)
    }
}

/// The result of a background task of the repair screen.
package enum RepairTaskResult: Sendable {
    case files(folder: String, [ImageEntry])
    case preview(String, ImagePreview)
    /// Whether runs suit an image, by their folders.
    case suitability(image: String, [String: RunSuitability])
    case opened(OpenedImage, notice: String)
    case mask(String, MaskFile.Contents)
    /// A mask of the photograph before EXIF turned it, and its size.
    case storedMask(String, width: Int, height: Int)
    /// The stage of a repair and the fraction done, 0...1.
    case progress(Int, stage: String, fraction: Double)
    /// A forecast of the seconds that are left.
    case forecast(Int, seconds: Double)
    /// The intermediate image.
    case intermediate(Int, ImagePyramid)
    case fitPoint(Int, FitPoint)
    case finished(Int, FinishedRepair)
    /// The repair failed, or was stopped where the reason is nil.
    case ended(Int, String?)
    case folderProgress(Int, FolderJob.Tally)
    /// A forecast of the seconds until all images are done.
    case folderForecast(Int, seconds: Double)
    /// An image of the folder failed: one line.
    case folderFailure(Int, String)
    case folderEnded(Int, FolderJob.Tally)
    /// The folder's repair cannot start.
    case folderRefused(Int, String)
    /// Repaired images exist; nothing was done.
    case folderExists(FolderRepairRequest, count: Int)
    case maskSaved(path: String, MaskVersion)
    /// The notes are about what the file could not keep.
    case saved(path: String, notes: [String])
}

/// A repaired image with all that its file gets.
package struct RepairProduct: Sendable, Equatable {
    package var image: Bitmap
    /// The pixels of all repairs; nil where one was of the whole image.
    package var mask: Mask?
    package var text: [PNG.Text]
    /// The file that was opened.
    package var path: String
    package var original: ImageFile.Contents
    /// How the repairs, in their order, made the image; empty where no command makes it again.
    package var recipes: [RepairRecipe] = []

    package init(image: Bitmap, mask: Mask?, text: [PNG.Text], path: String, original: ImageFile.Contents) {
        (self.image, self.mask, self.text, self.path, self.original) = (image, mask, text, path, original)
    }

    /// The files that `write` writes: the image, and the masks that its command needs.
    package func files(at path: String) -> [String] {
        [path] + RepairRecipe.steps(recipes, to: path).compactMap { $0.recipe.newMask(at: $0.path) }
    }

    /// Writes the image with its report and its provenance.
    /// - Parameter isAutosave: whether the autosaved mask stays; else it is removed, as the repaired image holds the result of it.
    func write(to path: String, isAutosave: Bool = false) throws(ImageError) -> [String] {
        // A file that cannot be read any more must not prevent saving.
        let origin = (try? RepairRecipe.provenance(recipes, image: self.path, out: path)?.chunks) ?? []
        let notes = try RepairedImage.write(image, mask: mask, of: original, text: text + origin, to: path)
        if !isAutosave { MaskFile.removeAutosave(forImage: self.path) }
        return notes
    }

    package static func == (a: RepairProduct, b: RepairProduct) -> Bool {
        a.path == b.path && a.text == b.text && a.mask == b.mask && a.image == b.image
    }
}

/// A repaired image with its report.
package struct FinishedRepair: Sendable {
    package var image: Bitmap
    package var pyramid: ImagePyramid
    package var report: RepairReport
    /// What it was repaired by, and the words that the run's captions do not contain.
    package var prompt: SamplePrompt, unknown: [String]
    /// Whether it was stopped, so that no command makes it again.
    package var isStopped = false

    package init(_ outcome: Repair.Outcome, prompt: SamplePrompt = SamplePrompt(), unknown: [String] = []) {
        (image, report, pyramid) = (outcome.image, outcome.report, ImagePyramid(outcome.image))
        (self.prompt, self.unknown, isStopped) = (prompt, unknown, outcome.isStopped)
    }
}
