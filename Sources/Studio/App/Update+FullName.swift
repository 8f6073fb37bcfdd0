extension AppModel {
    /// The whole name of what the screen in front selects or shows; nil for nothing.
    var fullName: String? {
        switch screenContext {
        case .runs: runs.selectedRun(shared)?.path
        case .repair:
            repair.selectedImage(shared) ?? repair.selectedFile(shared).map { ImageEntry.join(repair.folder, $0.name) }
        case .paint, .compare: repair.session.map { "\($0.path); method \(repair.method)" }
        case .methods:
            repair.session.flatMap { session in
                session.comparison.map { "\(session.path); method \($0.selectedEntry.title)" }
            }
        case .watch: watch.selectedTag(shared).map { "\($0.tag), in \(watch.folder)" }
        default: shared.isIdle ? nil : "\(shared.status.folder): \(shared.status.preset), \(shared.status.data)"
        }
    }
}
