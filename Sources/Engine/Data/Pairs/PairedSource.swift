/// How a data name becomes pictures with captions and sounds.
public enum PairedSource {
    /// Reads the data called `name` as `DataSource.open` does, and what else is known of its pictures.
    ///
    /// A folder with `metadata.jsonl` or `metadata.csv` brings captions and sounds along; `name:test` then takes its subfolder
    /// `test`, where it has `train` and `test`. Sound files are named, not read: see `SoundSource`.
    /// - Throws: `DataError`, where there are no pictures; what is wrong with captions and sounds is in the set's `faults`.
    public static func open(_ name: String, size: Int? = nil, channels: Int? = nil,
                            progress: (String, Double) -> Void = { _, _ in }) throws(DataError) -> PairedSet {
        try DataSource.check(size: size, channels: channels, of: name)
        let (base, test) = DataSource.split(name)
        if !DataSource.names.contains(base), Listing.isFolder(base),
           let half = try? FolderHalf.subfolder(of: base, test: test, name: name) {
            let metadata = try PairedFolder.metadata(root: base, half: half)
            if !metadata.isEmpty {
                return try PairedFolder.read(root: base, half: half, metadata: metadata, size: size, channels: channels, name: name,
                                             progress: progress)
            }
        }
        return PairedSet(images: try DataSource.open(name, size: size, channels: channels, progress: progress))
    }
}
