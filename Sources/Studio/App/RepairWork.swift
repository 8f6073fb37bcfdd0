package import Engine
import Foundation
package import Raster

/// A picture that is being repaired: its mask, the repair under way or done, and those before.
package struct RepairWork: Sendable {
    /// A repair on its way.
    package struct Job: Sendable {
        package var id: Int
        package var stage = "", share = 0.0
        package var looks: PicturePyramid?
        /// How a fit goes.
        package var curve: [RepairCurvePoint] = []
        package var isStopping = false

        /// Adds a moment; one that begins again begins the curve anew.
        mutating func add(_ point: RepairCurvePoint) {
            if let last = curve.last, last.step >= point.step { curve = [] }
            curve.append(point)
        }

        mutating func reach(_ stage: String, _ share: Double) { (self.stage, self.share) = (stage, share) }
    }

    package let path: String
    /// What is to be said of reading it.
    private let readingNote: String?
    package var editor: MaskEditor
    package var pyramid: PicturePyramid
    var pointer = MaskPointer()
    var readout = MaskReadout()
    package var job: Job?
    package var result: RepairResult?
    /// Whether a file holds the result.
    package var isResultSaved = false
    /// Pictures and masks before the repairs that were painted on, oldest first.
    var earlier: [(editor: MaskEditor, pyramid: PicturePyramid)] = []
    /// Receipts of those repairs.
    var receipts: [[PNG.Text]] = []
    /// Where before and after part, 0...1 of the screen; nil where only one is shown.
    package var wipe: Double?
    package var showsBefore = false
    var openedAt = -Double.infinity
    /// The mask's revision that was kept last, and when.
    var kept = (revision: 0, at: 0.0)

    package init(path: String, picture: Bitmap, mask: MaskPlane? = nil, conversions: [String] = []) {
        (self.path, editor, pyramid) = (path, MaskEditor(picture: picture, mask: mask), PicturePyramid(picture))
        readingNote = RepairReceipt.note(onReading: conversions)
    }

    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Where the repaired picture goes unless another place is said: "photo.repaired.png".
    package var target: String {
        let mask = MaskFile.path(forPicture: path)
        return mask.hasSuffix(".mask.png") ? mask.dropLast(".mask.png".count) + ".repaired.png" : path + ".repaired.png"
    }

    /// Whether there is a repair that no file holds.
    package var isUnsaved: Bool { (result != nil || !earlier.isEmpty) && !isResultSaved }

    /// The picture to save: what the last repair made, with the receipts of all.
    var product: (picture: Bitmap, text: [PNG.Text])? {
        let reading = readingNote.map { [PNG.Text(key: "tessera.repair.reading", value: $0)] } ?? []
        if let result { return (result.picture, reading + (receipts + [result.receipt.text]).flatMap { $0 }) }
        return earlier.isEmpty ? nil : (editor.picture, reading + receipts.flatMap { $0 })
    }

    /// After the mask has changed.
    mutating func recount() { readout.count(editor) }

    mutating func begin(_ job: Job) { (self.job, result, showsBefore, isResultSaved) = (job, nil, false, false) }

    mutating func finish(_ result: RepairResult) { (job, self.result, isResultSaved) = (nil, result, false) }

    /// From the parted view to the picture before; else between before and after.
    mutating func toggleBefore() { (showsBefore, wipe) = (wipe != nil || !showsBefore, nil) }

    /// Parts before and after in the middle of what is seen of the picture.
    mutating func toggleWipe() {
        let view = editor.view, left = max(view.place(of: .init(0, 0)).x, 0)
        let right = min(view.place(of: .init(editor.picture.width, 0)).x, view.columns)
        wipe = wipe == nil ? Double(left + right) / Double(2 * max(view.columns, 1)) : nil
    }

    /// Takes the result for the picture to paint on.
    mutating func goOn() {
        guard let result else { return }
        earlier.append((editor, pyramid))
        receipts.append(result.receipt.text)
        let (view, overlay, tool, size) = (editor.view, editor.overlay, editor.tool, editor.brushSize)
        (editor, pyramid) = (MaskEditor(picture: result.picture, view: view), result.pyramid)
        (editor.overlay, editor.tool, editor.brushSize) = (overlay, tool, size)
        (readout, self.result, wipe, showsBefore) = (MaskReadout(), nil, nil, false)
        kept.revision = 0
        recount()
    }

    /// Undoes the repair that is shown, or the last one that was painted on; false where there is none.
    mutating func undoRepair() -> Bool {
        if result == nil {
            guard let last = earlier.popLast() else { return false }
            _ = receipts.popLast()
            let view = editor.view
            (editor, pyramid, readout) = (last.editor, last.pyramid, MaskReadout())
            editor.view = view
        }
        (result, wipe, showsBefore, isResultSaved) = (nil, nil, false, false)
        recount()
        return true
    }

    // MARK: - Files

    /// Opens a picture with what is to be repaired: what was painted last, a saved mask, or its transparency.
    static func open(_ path: String) throws(PictureError) -> RepairAnswer {
        let contents = try Picture.read(path), picture = contents.bitmap, saved = MaskFile.path(forPicture: path)
        func work(_ mask: MaskPlane? = nil) -> RepairWork { RepairWork(path: path, picture: picture, mask: mask, conversions: contents.conversions) }
        if let mask = MaskFile.recovered(forPicture: path, width: picture.width, height: picture.height) {
            return .opened(work(mask),
                           notice: "recovered what was painted last and not saved; c clears it")
        }
        if FileManager.default.fileExists(atPath: saved) {
            // A mask that cannot be read is no reason not to open the picture.
            do throws(PictureError) {
                let read = try MaskFile.read(saved, width: picture.width, height: picture.height)
                let size = read.scaledFrom.map { ", \($0.width)x\($0.height), scaled to the picture" } ?? ""
                return .opened(work(read.mask), notice: "going on with \(saved)\(size)")
            } catch {
                return .opened(work(), notice: error.description)
            }
        }
        guard let alpha = contents.alpha, alpha.pixels.contains(where: { $0 < 255 }) else {
            return .opened(work(), notice: "")
        }
        let mask = MaskPlane(width: alpha.width, height: alpha.height, values: alpha.pixels.map { 255 - $0 })
        return .opened(work(mask), notice: "what is transparent is marked to be repaired")
    }

    static func save(_ mask: MaskPlane, _ path: String, _ keeping: RepairDesk.Keeping) throws(PictureError) -> RepairAnswer {
        do throws(PictureError) {
            try MaskFile.write(mask, to: path)
            if !keeping.isAutosave { MaskFile.removeAutosave(forPicture: keeping.picture) }
        } catch {
            // Where it cannot be kept by itself, saving will say why; painting goes on.
            guard keeping.isAutosave else { throw error }
        }
        return .maskSaved(path: path, keeping)
    }

    static func save(_ picture: Bitmap, _ text: [PNG.Text], _ path: String, replaces: Bool) throws(PictureError) -> RepairAnswer {
        if !replaces, FileManager.default.fileExists(atPath: path) { return .taken(path: path) }
        try PNG.write(picture, text: text, to: path)
        return .saved(path: path)
    }

    /// On the way out: what is painted and in no file can be recovered.
    package func keepUnsaved() {
        guard editor.isDirty, earlier.isEmpty else { return }
        try? MaskFile.write(editor.mask, to: MaskFile.autosavePath(forPicture: path))
    }
}
