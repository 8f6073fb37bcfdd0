import Raster
import Synchronization

extension RepairMethod {
    /// The result; where the repair is stopped and `watch` keeps what there is, the image of its last preview, with a note.
    /// - Throws: as `repair`.
    func resultOrLastPreview(
        of problem: RepairProblem, settings: RepairSettings, watch: RepairWatch
    ) throws -> (result: RepairResult, isStopped: Bool) {
        guard let preview = watch.preview else {
            return (try result(of: problem, settings: settings, watch: watch), false)
        }
        let last = LastPreview()
        var inner = watch
        inner.preview = { image in
            last.store(image)
            preview(image)
        }
        do {
            return (try result(of: problem, settings: settings, watch: inner), false)
        } catch is RepairStopped {
            guard watch.keepsStopped(), let image = last.image else { throw RepairStopped() }
            var result = RepairResult(image: image)
            result.notes = ["stopped before its end: this is what \(name) had by then"]
            return (result, true)
        }
    }
}

/// The image of the last preview. Previews and the end of a repair are on one thread; the lock is for the compiler.
private final class LastPreview: Sendable {
    private let bitmap = Mutex<Bitmap?>(nil)

    var image: Bitmap? { bitmap.withLock { $0 } }
    func store(_ image: Bitmap) { bitmap.withLock { $0 = image } }
}
