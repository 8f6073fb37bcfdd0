import Jobs

extension AppModel {
    /// Reads what an image file says of its making: that of `path`, else of the file that the screen shows.
    mutating func showInfo(_ path: String?) -> [Effect] {
        let typed = path.flatMap { $0.isEmpty ? nil : $0 }
        guard let path = typed ?? shownFile else {
            shared.notify(
                screenContext == .samples
                    ? "these samples are not saved; save them first, or name a file: info PATH"
                    : "no saved image is shown here; name a file: info PATH")
            return []
        }
        return [.backgroundTask(.readInfo(path))]
    }

    /// The image file that the screen in front shows; nil for none.
    private var shownFile: String? {
        switch screenContext {
        case .repair: repair.selectedImage(shared)
        case .paint, .methods: repair.session?.path
        case .compare: repair.session.map { $0.isResultSaved ? $0.savedPath ?? $0.path : $0.path }
        case .samples: samples.savedRequest == samples.request ? samples.savedPath : nil
        case .training: shared.status.gridPath
        default: nil
        }
    }
}
