import Datasets
import Raster

/// What `data pair` and `data import` wrote and left out, as lines or as JSON.
struct WrittenData: Encodable {
    struct Split: Encodable {
        /// "train" or "test".
        let split: String
        let folder: String
        let images, captions, sounds: Int
        /// The table of new and old names.
        let table: String
        let notes: [String]
        /// Images that could not be read.
        let skipped: [Skipped]
        /// Files that are no images.
        let leftOut: [String]
        fileprivate let leftOutText: String

        private enum CodingKeys: CodingKey {
            case split, folder, images, captions, sounds, table, notes, skipped, leftOut
        }
    }

    struct Skipped: Encodable {
        let file, reason: String
    }

    let out: String
    let splits: [Split]
    /// How pictures of other proportions were fitted.
    let fitting: [String]
    /// Captions and sounds left out.
    let faults: [String]

    /// Most names of files in a list of what was left out; the table has all.
    private static let listed = 20

    /// - Parameters:
    ///   - some: what was written.
    ///   - all: what it was chosen from.
    ///   - faults: what was found wrong while writing.
    init(_ some: TrainTestSplit, from all: TrainTestSplit, faults: [DataFault], out: String) {
        self.out = out
        fitting = [all.training, all.heldOut].compactMap { $0?.images.fittingNote }
        self.faults = (some.training.faults + (some.heldOut?.faults ?? []) + faults).map(\.description)
        let isWhole = some.heldOut == nil
        splits = [("train", some.training), ("test", some.heldOut)].compactMap { name, set in
            guard let set else { return nil }
            let folder = isWhole ? out : "\(out)/\(name)"
            return Split(
                split: name, folder: folder, images: set.images.count,
                captions: set.captions.reduce(0) { $0 + $1.count }, sounds: Set(set.sounds.joined()).count,
                table: "\(folder)/\(ImportTable.fileName)", notes: set.images.notes.map(PathText.shown),
                skipped: set.images.skipped.map { Skipped(file: PathText.shown($0.file), reason: $0.reason) },
                leftOut: set.images.leftOut.paths.sorted().map(PathText.shown),
                leftOutText: set.images.leftOut.isEmpty ? "" : set.images.leftOut.text)
        }
    }

    var lines: [String] {
        fitting + faults.map { "left out: \($0)" }
            + splits.flatMap { split in
                split.notes + split.skipped.map { "left out: \($0.file): \($0.reason)" }
                    + leftOutLines(split, isOnly: splits.count == 1)
            }
            + splits.flatMap { split in
                [
                    "\(split.images) images, \(split.captions) captions, \(split.sounds) sounds -> \(split.folder)",
                    "new and old names -> \(split.table)",
                ]
            }
    }

    private func leftOutLines(_ split: Split, isOnly: Bool) -> [String] {
        guard !split.leftOut.isEmpty else { return [] }
        let more = split.leftOut.count - Self.listed
        return ["left out\(isOnly ? "" : " of \(split.split)"): \(split.leftOutText)"]
            + split.leftOut.prefix(Self.listed).map { "  \($0): not an image" }
            + (more > 0 ? ["  and \(more) more, all in \(ImportTable.fileName)"] : [])
    }
}
