extension BackgroundTask {
    /// The files that it writes for the user, where it must not replace them; empty for none.
    ///
    /// The one rule of all writers of the studio: a file is replaced only after a question.
    package var newFiles: [String] {
        switch self {
        case .saveSamples(let image, let path, false): image.files(at: path)
        case .saveRepair(let product, let path, false): product.files(at: path)
        case .saveMask(_, let path, let version) where !version.replaces: [path]
        default: []
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
