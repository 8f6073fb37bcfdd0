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

    /// Lists the images of `name`, whose base is `root`.
    /// - Throws: `DataError` where the folder has no such split or cannot be listed.
    init(_ root: String, _ name: DataName) throws(DataError) {
        split = try SplitFolder.subfolder(of: root, test: name.isTest, name: name.text)
        path = split.isEmpty ? root : "\(root)/\(split)"
        var contents = try FolderContents(below: path)
        if !split.isEmpty { try contents.add(beside: root) }
        (self.contents, files) = (contents, contents.images)
        var splits = [files], left: [SkippedFile] = []
        if let found = try SplitFolder(root) {
            left = try found.leftOut(of: root)
            if let other = name.isTest ? found.training : found.heldOut {
                splits.append(try FileListing.files(below: "\(root)/\(other)", where: ImageFolderReader.isImage))
            }
        }
        classes = ClassFolders(splits: splits, depth: name.classDepth)
        notes = left + ClassFolders.notes(files, of: split, splits: splits, depth: name.classDepth)
    }
}
