import Dispatch
import Raster

/// What is written of the unsaved work when the studio ends.
package struct Autosave: Sendable {
    private let mask: (plane: MaskPlane, files: ImageFiles)?
    private let repair: (product: RepairProduct, path: String)?
    private let samples: (image: SavedImage, path: String)?

    /// - Parameter isStopped: whether a signal, or the end of the terminal, ends the studio without a question: repairs and samples are kept
    ///   too, not only the mask.
    package init(_ model: AppModel, isStopped: Bool) {
        let session = model.repair.session
        mask = session.flatMap { $0.needsAutosave ? ($0.editor.mask, $0.files) : nil }
        repair = session.flatMap { session in
            guard isStopped, session.isUnsaved, let product = session.product else { return nil }
            return (product, session.files.repairAutosave)
        }
        guard isStopped, model.samples.unsaved != nil,
            case .saveSamples(let image, let path, _)? = model.samples.saveTask(to: nil)
        else {
            samples = nil
            return
        }
        samples = (image, path)
    }

    /// What was kept and how to go on with it, a line for each file that is there.
    package var lines: [String] {
        var lines: [String] = []
        func add(_ path: String, _ line: String) { if FileState(path) != .missing { lines.append(line) } }
        if let (_, files) = mask {
            add(
                files.autosave,
                "kept the mask of \(files.image) as \(files.autosave); opening the image again recovers it")
        }
        if let repair { add(repair.path, "kept the repair of \(repair.product.path) as \(repair.path)") }
        if let (_, path) = samples {
            add(path, "kept the interpolation as \(path); `tessera show --info` of it prints its command")
        }
        return lines
    }

    /// Writes the files; a failure must not prevent quitting.
    package func write() {
        if let (plane, files) = mask { try? MaskFile.write(plane, to: files.autosave, of: files) }
        if let repair {
            var product = repair.product
            // Its mask is autosaved apart.
            product.recipes = []
            _ = try? product.write(to: repair.path, isAutosave: true)
        }
        if let (image, path) = samples, FileState(path) == .missing { _ = try? image.write(to: path) }
    }

    /// Autosaves off the main thread.
    /// - Returns: a flag that is raised when it is done.
    func begin() -> RaisedFlag {
        let done = RaisedFlag(), autosave = self
        guard autosave.mask != nil || autosave.repair != nil || autosave.samples != nil else {
            done.raise()
            return done
        }
        DispatchQueue.global(qos: .userInitiated).async { @Sendable in
            autosave.write()
            done.raise()
        }
        return done
    }
}
