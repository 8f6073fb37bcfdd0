import Dispatch
import Raster

/// Writes what is not saved when the studio ends.
enum Autosave {
    /// Autosaves off the main thread; a failure must not prevent quitting.
    /// - Parameter isStopped: whether a signal, or the end of the terminal, ends the studio without a question: repairs and samples are kept
    ///   too, not only the mask.
    /// - Returns: a flag that is raised when it is done.
    static func begin(_ model: AppModel, isStopped: Bool) -> RaisedFlag {
        let done = RaisedFlag(), session = model.repair.session
        let mask = session.flatMap { $0.needsAutosave ? ($0.editor.mask, $0.files) : nil }
        let repair = session.flatMap { isStopped && $0.isUnsaved ? ($0.product, $0.files.repairAutosave) : nil }
        let samples = isStopped && model.samples.unsaved != nil ? model.samples.saveTask(to: nil) : nil
        guard mask != nil || repair != nil || samples != nil else {
            done.raise()
            return done
        }
        DispatchQueue.global(qos: .userInitiated).async { @Sendable in
            if let (mask, files) = mask { try? MaskFile.write(mask, to: files.autosave, of: files) }
            if let (product, path) = repair, var product {
                // Its mask is autosaved apart.
                product.recipe = nil
                _ = try? product.write(to: path)
            }
            if case .saveSamples(let image, let path, _) = samples, FileState(path) == .missing {
                _ = try? image.write(to: path)
            }
            done.raise()
        }
        return done
    }
}
