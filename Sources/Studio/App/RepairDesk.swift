import Engine
import Render

/// The repair screen: the files to choose from, and the picture that is open.
package struct RepairDesk: Sendable {
    package var folder = "."
    package var files: [PictureFile] = []
    /// Counts the files that the filter shows.
    package var row = 0
    package var preview: (path: String, picture: PicturePreview)?
    package var askedPreview: String?
    package var asked: Double?
    /// The picture that is being opened.
    package var opening: String?
    /// Where a file was clicked last.
    var opener: (x: Int, y: Int)?
    package var work: RepairWork?
    /// Whether files are chosen from while a picture is open.
    package var isBrowsing = false
    package var method = RepairMethods.auto
    /// Counts repairs.
    package var orders = 0

    package init() {}

    /// Why a mask is kept.
    package struct Keeping: Sendable, Equatable {
        /// The picture it belongs to, and how far it was painted.
        package var picture: String
        package var revision: Int
        package var isAutosave: Bool

        package init(picture: String, revision: Int, isAutosave: Bool) {
            (self.picture, self.revision, self.isAutosave) = (picture, revision, isAutosave)
        }
    }

    /// Seconds between looks at the folder, and between autosaves.
    static let period = 2.0, autosavePeriod = 10.0
    /// Seconds in which two clicks are one double click.
    static let doubleClick = 0.4

    // MARK: - Files

    /// Where keys apply.
    var place: KeyTable.Place {
        guard let work, !isBrowsing else { return .repair }
        return work.job != nil || work.result != nil ? .compare : .paint
    }
}

extension Model {
    // MARK: - Methods

    /// What `method` takes, and what each means: `auto` first, then the program's own that leave a picture as large as it is, then runs that have learned to repair.
    var repairMethods: [(name: String, line: String)] {
        [(RepairMethods.auto, "looks at the damage, picks one of the others, and says why")]
            + RepairMethods.all.filter { $0.tasks.first != .upscale }.map { ($0.name, "\($0.line); for \($0.suits)") }
            + runs.all.filter { $0.step > 0 && LearnedRepair.isPossible(preset: $0.preset) }.map {
                ($0.path, "a network of preset \($0.preset), \($0.step) steps on \($0.data)")
            }
    }

    var repairMethodLine: String { repairMethods.first { $0.name == repair.method }?.line ?? "" }

    mutating func turnRepairMethod(by steps: Int) {
        let all = repairMethods.map(\.name), place = all.firstIndex(of: repair.method) ?? 0
        repair.method = all[(place + steps + all.count) % all.count]
    }

    // MARK: - Files

    /// Files that the filter lets through.
    package var shownFiles: [PictureFile] {
        let filter = filter(.repair).lowercased()
        return filter.isEmpty ? repair.files : repair.files.filter { $0.name.lowercased().contains(filter) }
    }

    package var selectedFile: PictureFile? {
        let files = shownFiles
        return files.indices.contains(repair.row) ? files[repair.row] : files.last
    }

    /// The selected file's path; nil for a folder.
    var selectedPicture: String? {
        selectedFile.flatMap { $0.isFolder ? nil : PictureFile.join(repair.folder, $0.name) }
    }
}
