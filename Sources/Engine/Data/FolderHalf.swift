/// Which part of a folder of pictures is the half to train on and which the half held out.
enum FolderHalf {
    /// The subfolder `train` or `test` where the folder has both, else "", all of it.
    /// - Throws: `DataError.noTestHalf` where the test half is wanted and is not there.
    static func subfolder(of folder: String, test: Bool, name: String) throws(DataError) -> String {
        guard ["train", "test"].allSatisfy({ Listing.isFolder("\(folder)/\($0)") }) else {
            guard !test else { throw .noTestHalf(name) }
            return ""
        }
        return test ? "test" : "train"
    }
}
