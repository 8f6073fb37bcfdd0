import Models
package import Repair

/// The state of the repair screen: the files to choose from, and the open image.
package struct RepairState: Sendable {
    package var folder = "."
    package var files: [ImageEntry] = []
    /// Index of the selected file among those that the filter shows.
    package var row = 0
    /// The preview of a file; nil before the first one.
    package var preview: (path: String, image: ImagePreview)?
    /// The file whose preview was requested last.
    package var requestedPreview: String?
    /// When the folder was listed last, on the loop's clock; nil lists it at once.
    package var listedAt: Double?
    /// The path of the image that is being opened; nil for none.
    package var opening: String?
    /// Where a file was clicked last.
    var lastClick: (x: Int, y: Int)?
    package var session: RepairSession?
    /// Whether files are listed while an image is open.
    package var isBrowsing = false
    /// The running repair of a folder; nil for none.
    package var folderRepair: FolderProgress?
    /// The last one that ended, and one that a question is about.
    var lastFolderRepair: FolderRepairRequest?, askedFolderRepair: FolderRepairRequest?
    package var method = RepairMethods.auto
    /// For conditional runs; empty for none.
    package var prompt = SamplePrompt()
    /// Whether runs suit the open image, by their folders; runs that are being looked at are in `checkedRuns` only.
    package var suitability: [String: RunSuitability] = [:]
    var checkedRuns: Set<String> = []
    /// Number of repairs so far; the id of the last request.
    package var requestCount = 0

    package init() {}

    /// Seconds between two listings of the folder, between autosaves, and of a double click.
    static let period = 2.0, autosavePeriod = 10.0, doubleClick = 0.4

    /// Whether something is shown that `q` closes: the list of files over an open image, or the repairs side by side.
    var isInView: Bool { context == .methods || isBrowsing && session != nil }

    // MARK: - Methods

    /// Every method with one line of help: `auto`, the built-in ones but upscaling, then runs of presets that repair.
    func methods(_ runs: RunList) -> [(name: String, help: String)] {
        [(RepairMethods.auto, "chooses a method by the shape of the damage, and says why")]
            + RepairMethods.all.filter { $0.tasks.first != .upscale }.map {
                ($0.name, "\($0.summary); for \($0.suits)")
            }
            + runs.all.filter { $0.step > 0 && LearnedRepair.isPossible(preset: $0.preset) }.map {
                (
                    $0.path,
                    (suitability[$0.path]?.warnings.first.map { "may not suit this image: \($0); " } ?? "")
                        + "a network of preset \($0.preset), \($0.step) steps on \(Cut.middle($0.data, width: 30))"
                )
            }
    }

    /// Whether the current method repairs an image without a mask; nil for a run, whose checkpoint is read only when it repairs.
    var worksWithoutMask: Bool? {
        if method == RepairMethods.auto { return false }
        return RepairMethods.all.first { $0.name == method }?.worksWithoutMask
    }

    /// Whether the method is a run that a prompt conditions.
    func isConditional(_ runs: RunList) -> Bool { isConditional(method, runs) }

    /// Whether `method` is a run that a prompt conditions.
    func isConditional(_ method: String, _ runs: RunList) -> Bool {
        guard let run = runs.all.first(where: { $0.path == method }) else { return false }
        return LearnedRepair.isPossible(preset: run.preset) && (try? Preset.named(run.preset))?.isMultimodal == true
    }

    /// The next or previous of the methods, less the runs that do not suit the image.
    mutating func changeMethod(by step: Int, _ runs: RunList) {
        let damage = suitability.isEmpty ? nil : session.map { DamageReport($0.editor.mask.mask) }
        let names = methods(runs).map(\.name).filter {
            $0 == method || suitability[$0]?.warnings(for: damage).isEmpty ?? true
        }
        let index = names.firstIndex(of: method) ?? 0
        method = names[(index + step + names.count) % names.count]
    }

    // MARK: - Files

    /// The files that the filter shows.
    package func visibleFiles(_ shared: SharedState) -> [ImageEntry] {
        let filter = shared.filter(.repair).lowercased()
        return filter.isEmpty ? files : files.filter { $0.name.lowercased().contains(filter) }
    }

    package func selectedFile(_ shared: SharedState) -> ImageEntry? {
        let files = visibleFiles(shared)
        return files.indices.contains(row) ? files[row] : files.last
    }

    /// The path of the selected file; nil for a folder.
    func selectedImage(_ shared: SharedState) -> String? {
        selectedFile(shared).flatMap { $0.isFolder ? nil : ImageEntry.join(folder, $0.name) }
    }
}
