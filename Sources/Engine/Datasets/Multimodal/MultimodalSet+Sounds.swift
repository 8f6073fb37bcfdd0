import Numerics

extension MultimodalSet {
    /// The sounds of a dataset, each read once.
    package struct Clips: Sendable {
        package var clips: [AudioSource: AudioClip]
        /// Sounds that cannot be read or were truncated, with the reason.
        package var faults: [DataFault]
    }

    /// Reads each distinct sound once, in parallel; one that cannot be read becomes a fault.
    /// - Parameter seconds: the most to read of each; 64 KB a second.
    package func readSounds(
        seconds: Double, threads: Int = ThreadPool.processors, progress: (Double) -> Void = { _ in }
    ) -> Clips {
        var seen: Set<AudioSource> = []
        let sources = sounds.joined().filter { seen.insert($0).inserted }
        var read = Clips(clips: Dictionary(minimumCapacity: sources.count), faults: [])
        ThreadPool(threads).forEachResult(sources.count, progress: progress) {
            i -> Result<AudioClip.Reading, AudioError> in
            do throws(AudioError) { return .success(try sources[i].read(seconds: seconds)) } catch {
                return .failure(error)
            }
        } _: { i, result in
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
