import Raster
package import Repair

/// An image that is being repaired: its mask, the running or finished repair, and the earlier repairs.
package struct RepairSession: Sendable {
    /// A running repair.
    package struct Job: Sendable {
        package var id: Int
        package var stage = ""
        /// The fraction done, 0...1.
        package var fraction = 0.0
        /// The intermediate image; nil before the first one.
        package var intermediate: ImagePyramid?
        /// The errors of an iterative fit.
        package var curve: [FitPoint] = []
        package var isStopping = false
        package var timeLeft: TimeLeft

        /// - Parameter startedAt: on the loop's clock.
        package init(id: Int, stage: String, startedAt: Double = 0) {
            (self.id, self.stage, timeLeft) = (id, stage, TimeLeft(now: startedAt))
        }

        mutating func update(_ stage: String, _ fraction: Double, now: Double) {
            (self.stage, self.fraction) = (stage, fraction)
            timeLeft.update(stage, fraction, now: now)
        }

        /// "12 %, 0:40 left", and before the first percent "about 40 s left".
        func progress(now: Double) -> String {
            let left = timeLeft.text(now: now)
            if fraction == 0 { return left ?? "estimating the time left" }
            return "\(Int((fraction * 100).rounded())) %" + (left.map { ", " + $0 } ?? "")
        }

        /// Adds a point; a point of an earlier step starts a new curve.
        mutating func add(_ point: FitPoint) {
            if let last = curve.last, last.step >= point.step { curve = [] }
            curve.append(point)
        }
    }

    /// The image's path, and those of its mask and of its repaired image.
    package let files: ImageFiles
    /// Conversions on reading, for the report; nil for none.
    private let readingNote: String?
    /// The file's contents as opened.
    let original: ImageFile.Contents
    package var editor: MaskEditor
    package var pyramid: ImagePyramid
    var pointer = MaskPointer()
    var readout = MaskReadout()
    package var job: Job?
    package var result: FinishedRepair?
    /// Repairs by several methods side by side; nil before the first.
    package var comparison: MethodComparison?
    /// The path of the undamaged image, which repairs are measured against; nil for none.
    package var truth: String?
    /// Whether the result is saved.
    package var isResultSaved = false
    /// The file of the repair that was saved last; nil for none.
    package var savedPath: String?
    /// Images and masks before the earlier repairs, oldest first.
    var earlier: [(editor: MaskEditor, pyramid: ImagePyramid, recipe: RepairRecipe?)] = []
    /// The reports of the earlier repairs.
    var reports: [[PNG.Text]] = []
    /// Position of the line between before and after, 0...1 of the screen's width; nil where only one is shown.
    package var wipe: Double?
    package var showsBefore = false
    /// On the loop's clock.
    var openedAt = -Double.infinity
    /// Revision and time of the last autosave.
    var autosaved = (revision: 0, at: 0.0)

    package init(_ opened: OpenedImage) {
        (files, pyramid) = (opened.files, opened.pyramid)
        editor = MaskEditor(image: opened.image, mask: opened.mask)
        readingNote = RepairReport.note(onReading: opened.contents.conversions)
        original = opened.contents
    }

    package var path: String { files.image }
    package var name: String { files.name }

    /// Whether the mask has changes that a crash would lose. A mask on a repaired image is not autosaved: the image has no file.
    package var needsAutosave: Bool { editor.isDirty && earlier.isEmpty && editor.revision != repairedRevision }
    /// The mask's revision in the repaired image that was saved; nil for none.
    var repairedRevision: Int?

    /// Whether there is a repair that is not saved.
    package var isUnsaved: Bool { (result != nil || !earlier.isEmpty) && !isResultSaved }

    /// Whether another repair would replace one that is not saved.
    var losesResult: Bool { job == nil && result != nil && !isResultSaved }
    /// Whether undoing an earlier repair would drop a mask that was painted on it.
    var losesMask: Bool { job == nil && result == nil && !earlier.isEmpty && editor.isDirty }

    /// The image to save with the reports of all repairs; nil before the first repair.
    package var product: RepairProduct? {
        let reading = readingNote.map { [PNG.Text(key: "tessera.repair.reading", value: $0)] } ?? []
        guard result != nil || !earlier.isEmpty else { return nil }
        let all = reports + (result.map { [$0.report.text] } ?? [])
        var product = RepairProduct(
            image: result?.image ?? editor.image, mask: repaired, text: reading + all.flatMap { $0 }, path: path,
            original: original)
        let recipes = earlier.map(\.recipe) + (result == nil ? [] : [recipe])
        product.recipes = recipes.contains { $0 == nil } ? [] : recipes.compactMap(\.self)
        return product
    }

    /// How the shown repair was made; nil for none.
    private var recipe: RepairRecipe? {
        guard let result, !result.isStopped else { return nil }
        return RepairRecipe(
            mask: result.report.damagedFraction == 1 ? nil : editor.mask, maskFile: files.mask,
            method: result.report.method, prompt: result.prompt, unknown: result.unknown)
    }

    /// The pixels of all repairs; nil where one was of the whole image or enlarged it.
    private var repaired: Mask? {
        var union = Mask(width: original.bitmap.width, height: original.bitmap.height)
        for plane in earlier.map(\.editor.mask) + (result == nil ? [] : [editor.mask]) {
            guard plane.values.count == union.damaged.count, plane.values.contains(where: { $0 >= 128 }) else {
                return nil
            }
            for i in plane.values.indices where plane.values[i] >= 128 { union.damaged[i] = true }
        }
        return union
    }

    /// Updates the coverage after the mask has changed.
    mutating func updateReadout() { readout.count(editor) }

    mutating func begin(_ job: Job) {
        (self.job, result, showsBefore, isResultSaved) = (job, nil, false, false)
        comparison?.taken = nil
    }

    mutating func finish(_ result: FinishedRepair) { (job, self.result, isResultSaved) = (nil, result, false) }

    /// Shows before or after; of the divided view, before.
    mutating func toggleBefore() { (showsBefore, wipe) = (wipe != nil || !showsBefore, nil) }

    /// Divides before and after in the middle of the visible image, or shows only one.
    mutating func toggleWipe() {
        let view = editor.view, left = max(view.position(of: .init(0, 0)).x, 0)
        let right = min(view.position(of: .init(editor.image.width, 0)).x, view.columns)
        wipe = wipe == nil ? Double(left + right) / Double(2 * max(view.columns, 1)) : nil
    }

    mutating func moveWipe(by fraction: Double) { wipe = min(max((wipe ?? 0.5) + fraction, 0), 1) }

    /// Continues with the repaired image and an empty mask.
    mutating func continueOnResult() {
        guard let result else { return }
        earlier.append((editor, pyramid, recipe))
        reports.append(result.report.text)
        let (view, overlay, tool, brush) = (editor.view, editor.overlay, editor.tool, editor.brush)
        (editor, pyramid) = (MaskEditor(image: result.image, view: view), result.pyramid)
        (editor.overlay, editor.tool, editor.brush) = (overlay, tool, brush)
        (readout, self.result, wipe, showsBefore, comparison) = (MaskReadout(), nil, nil, false, nil)
        autosaved.revision = 0
        updateReadout()
    }

    /// Undoes the repair that is shown, else the last earlier one; false for none.
    mutating func undoRepair() -> Bool {
        if result == nil {
            guard let last = earlier.popLast() else { return false }
            _ = reports.popLast()
            let view = editor.view
            (editor, pyramid, readout) = (last.editor, last.pyramid, MaskReadout())
            editor.view = view
            comparison = nil
        }
        comparison?.taken = nil
        (result, wipe, showsBefore, isResultSaved) = (nil, nil, false, false)
        updateReadout()
        return true
    }
}
