extension BackgroundTask {
    /// The file that it writes for the user, where it must not replace one; nil for none.
    ///
    /// The one rule of all writers of the studio: a file is replaced only after a question.
    package var newFile: String? {
        switch self {
        case .saveSamples(_, let path, false), .saveRepair(_, let path, false): path
        case .saveMask(_, let path, let version) where !version.replaces: path
        default: nil
        }
    }

    /// The same task, which replaces the file.
    package var replacing: BackgroundTask {
        switch self {
        case .saveSamples(let image, let path, _):
            return .saveSamples(image, path: path, replaces: true)
        case .saveRepair(let product, let path, _): return .saveRepair(product, path: path, replaces: true)
        case .saveMask(let mask, let path, var version):
            version.replaces = true
            return .saveMask(mask, path: path, version)
        default: return self
        }
    }
}
