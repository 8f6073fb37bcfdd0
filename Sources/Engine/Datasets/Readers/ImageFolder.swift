import Numerics

/// The image files of one split of a folder, with their classes.
struct ImageFolder {
    /// The folder of the split.
    let path: String
    /// The split's subfolder, "" where there are no splits.
    let split: String
    /// Paths below `path`, sorted.
    let files: [String]
    /// nil where the images have no classes.
    let classes: ClassFolders?
    /// What is not read, and classes without images.
    let notes: [SkippedFile]
    /// What lies in the folder, beside the images and the metadata.
    let contents: FolderContents

    private let key: String

    /// The images of `name`, whose base is `root`; see `FolderListings`.
    /// - Throws: `DataError` where the folder has no such split or cannot be listed.
    static func list(_ root: String, _ name: DataName) throws(DataError) -> ImageFolder {
        let key = "\(root)\0\(name.text)"
        return try FolderListings.folder(key) { () throws(DataError) in try ImageFolder(root, name, key: key) }
    }

    /// What the system says about the files; nil where they keep changing.
    func state(threads: Int) -> FileFingerprint? {
        FolderListings.state(key) { FileFingerprint.settled(files, in: path, threads: threads) }
    }

    private init(_ root: String, _ name: DataName, key: String) throws(DataError) {
        self.key = key
        let splits = try SplitFolder(root)
        split = try SplitFolder.subfolder(of: root, splits, test: name.isTest, name: name.text)
        path = split.isEmpty ? root : "\(root)/\(split)"
        var contents = try FolderContents(below: path)
        if !split.isEmpty { try contents.add(beside: root) }
        (self.contents, files) = (contents, contents.images)
        var images = [files], left: [SkippedFile] = []
        if let splits {
            left = try splits.leftOut(of: root)
            if let other = name.isTest ? splits.training : splits.heldOut {
                images.append(try FileListing.files(below: "\(root)/\(other)", where: ImageFolderReader.isImage))
            }
        }
        let names = ClassFolders.found(images, depth: name.classDepth)
        classes = ClassFolders(names: names, depth: name.classDepth)
        notes = left + ClassFolders.notes(files, of: split, names: names, depth: name.classDepth)
    }
}
