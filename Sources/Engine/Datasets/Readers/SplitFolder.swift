/// The splits of a folder of images: subfolders with the usual names, in any case, are splits and never classes.
struct SplitFolder: Equatable {
    /// The subfolder of each split; nil where there is none.
    var training: String?
    var heldOut: String?
    /// Other subfolders with split names: a validation split beside a test split, a second name for the same split.
    var unused: [String] = []
    /// Subfolders that are no splits.
    var others: [String] = []

    private static let trainingNames: Set = ["train", "training"]
    /// The first that is there is the held-out split.
    private static let heldOutNames = ["test", "testing", "val", "valid", "validation", "dev"]

    /// The splits of `folder`; nil where no subfolder has the name of a split.
    init?(_ folder: String) throws(DataError) {
        let folders = try FileListing.folders(folder)
        for name in folders where Self.trainingNames.contains(name.lowercased()) {
            if training == nil { training = name } else { unused.append(name) }
        }
        let candidates = Self.heldOutNames.flatMap { kind in folders.filter { $0.lowercased() == kind } }
        heldOut = candidates.first
        unused += candidates.dropFirst()
        others = folders.filter { $0 != training && $0 != heldOut && !unused.contains($0) }
        guard training != nil || heldOut != nil else { return nil }
    }

    /// The subfolder of a split of `folder`, which has `splits`; "" for the folder itself.
    /// - Throws: `DataError.noTestSplit` for the test split of data without one, `.noTrainingSplit` for a test split alone.
    static func subfolder(
        of folder: String, _ splits: SplitFolder?, test: Bool, name: String
    ) throws(DataError) -> String {
        guard let splits else {
            guard !test else { throw .noTestSplit(name) }
            return ""
        }
        if test {
            guard let heldOut = splits.heldOut else { throw .noTestSplit(name) }
            return heldOut
        }
        guard let training = splits.training else { throw .noTrainingSplit(path: folder, has: splits.heldOut ?? "") }
        return training
    }

    /// What stands beside the splits of `folder` and is not read, with the reason.
    func leftOut(of folder: String) throws(DataError) -> [SkippedFile] {
        let splits = [training, heldOut].compactMap(\.self).joined(separator: " and ")
        var left: [SkippedFile] = []
        for name in unused {
            left.append(
                SkippedFile(file: name + "/", reason: "not read: \(heldOut ?? "the first") is the held-out split"))
        }
        for name in others {
            let images = try FileListing.files(below: "\(folder)/\(name)", where: ImageFolderReader.isImage)
            guard !images.isEmpty else { continue }
            left.append(
                SkippedFile(
                    file: name + "/",
                    reason:
                        "its images are not read, because it stands beside the split \(splits); put it into the split"
                        + " for a class"))
        }
        return left
    }
}
