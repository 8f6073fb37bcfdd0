import Numerics
import Runs

/// Whether the files of a dataset are the ones of before, without reading them.
package enum DataState {
    /// The fingerprint of all files that the dataset called `name` is read from: its images, metadata and sounds. Equal texts mean equal
    /// data. Nil for data that is not there.
    package static func of(_ name: String, threads: Int = ThreadPool.processors) -> String? {
        let (base, test) = DataSource.split(name)
        if base == "shapes" { return "shapes \(Tessera.version) \(test)" }
        let place = base == "fashion-mnist" ? nil : try? DataPlace.find(base),
            set = place?.set.map { " \($0)" } ?? ""
        let folder = base == "fashion-mnist" ? FashionMNIST.folder : place?.path ?? base
        if FileListing.isFolder(folder) {
            // A folder that cannot be listed is none that data is read from.
            let files = FolderWalk.files(below: folder) { _ in }
            return "\(FileFingerprint(of: files, in: folder, threads: threads).text) \(test)\(set)"
        }
        guard FileListing.exists(base) else { return nil }
        // Labels lie beside a file of images.
        let slash = base.lastIndex(of: "/"), parent = slash.map { String(base[..<$0]) } ?? "."
        let own = slash.map { String(base[base.index(after: $0)...]) } ?? base
        let labels = ((try? FileListing.entries(parent)) ?? []).filter { $0.contains("labels") }
        return FileFingerprint(of: [own] + labels, in: parent, threads: threads).text
    }
}
