extension PairedSet {
    /// The sounds of a set, each read once.
    public struct Clips: Sendable {
        /// Those that could be read.
        public var clips: [SoundSource: SoundClip]
        /// Those that could not, and those that were cut, with the reason.
        public var faults: [DataFault]
    }

    /// Reads each different sound once, on all cores; one that cannot be read is named and the rest goes on.
    /// - Parameter seconds: the most that is kept of each; 64 KB a second.
    public func readSounds(seconds: Double, progress: (Double) -> Void = { _ in }) -> Clips {
        var seen: Set<SoundSource> = []
        let sources = sounds.joined().filter { seen.insert($0).inserted }
        var read = Clips(clips: Dictionary(minimumCapacity: sources.count), faults: [])
        Blocks.each(sources.count, progress: progress) { i -> Result<SoundClip.Reading, SoundError> in
            do throws(SoundError) { return .success(try sources[i].read(seconds: seconds)) } catch { return .failure(error) }
        } take: { i, result in
            switch result {
            case .success(let reading):
                read.clips[sources[i]] = reading.clip
                if let note = reading.note { read.faults.append(DataFault(file: sources[i].name, reason: note)) }
            case .failure(let error): read.faults.append(DataFault(file: sources[i].name, reason: error.what))
            }
        }
        return read
    }
}
