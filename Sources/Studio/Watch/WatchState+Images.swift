import Jobs
import Runs

extension WatchState {
    /// An image at the cursor.
    struct ShownImage {
        /// The log's name; "." for the watched folder.
        var log: String
        var image: LoggedImage
        /// How often the steps of its tag went back before it; nil where they never did.
        var pass: Int?
    }

    private var shownLogs: [LogView.Log] { logs.logs.filter { selection.isShown($0.name) } }

    /// Steps of the selected tag's images in all shown logs, ascending; empty for a curve.
    func imageSteps(_ shared: SharedState) -> [Int] {
        guard let tag = selectedTag(shared), tag.isImage else { return [] }
        return Set(shownLogs.flatMap { $0.images[tag.tag]?.map(\.step) ?? [] }).sorted()
    }

    /// The step of the images at the cursor, without one the newest step.
    func imageStep(_ steps: [Int]) -> Int? {
        guard let cursor = curves.cursor else { return steps.last }
        return steps.min { abs(Double($0) - cursor) < abs(Double($1) - cursor) }
    }

    /// The selected tag's images at the cursor, of every shown log: those of the step, or of the log's last step before it, or of its first.
    func imagesAtCursor(_ shared: SharedState) -> [ShownImage] {
        guard let tag = selectedTag(shared), tag.isImage, let step = imageStep(imageSteps(shared)) else { return [] }
        return shownLogs.flatMap { log -> [ShownImage] in
            guard let images = log.images[tag.tag] else { return [] }
            let steps = images.map(\.step)
            guard let own = steps.filter({ $0 <= step }).max() ?? steps.min() else { return [] }
            let passes = images.last?.pass ?? 0
            return images.filter { $0.step == own }.map {
                ShownImage(log: log.name, image: $0, pass: passes > 0 ? $0.pass : nil)
            }
        }
    }

    /// The images at the cursor that have room, and where.
    func visibleImages(_ shared: SharedState) -> ArraySlice<ShownImage> {
        let all = imagesAtCursor(shared)
        // A layout draws a chart: not for a curve.
        guard !all.isEmpty, let tiles = layout(shared).images else { return [] }
        return all.dropFirst(min(firstImage, all.count - 1)).prefix(tiles.count)
    }

    /// Requests the images that are to be seen and are not decoded yet.
    mutating func requestImages(_ shared: SharedState) -> [ScreenAction] {
        let missing = visibleImages(shared).map(\.image).filter { images[$0] == nil && !requestedImages.contains($0) }
        guard !missing.isEmpty else { return [] }
        requestedImages.formUnion(missing)
        return [.backgroundTask(.logImages(missing))]
    }

    /// Keeps decoded images as long as they are to be seen.
    mutating func received(_ decoded: [LoggedImage: DecodedImage], _ shared: SharedState) {
        let visible = Set(visibleImages(shared).map(\.image))
        requestedImages.subtract(decoded.keys)
        images = images.merging(decoded) { $1 }.filter { visible.contains($0.key) }
    }
}
