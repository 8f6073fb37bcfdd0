/// The train and test splits of a folder of images.
enum SplitFolder {
    /// The subfolder `train` or `test` where the folder has both, else "" for the folder itself.
    /// - Throws: `DataError.noTestSplit` for the test split of a folder without these subfolders.
    static func subfolder(of folder: String, test: Bool, name: String) throws(DataError) -> String {
        guard ["train", "test"].allSatisfy({ FileListing.isFolder("\(folder)/\($0)") }) else {
            guard !test else { throw .noTestSplit(name) }
            return ""
        }
        return test ? "test" : "train"
    }
}
