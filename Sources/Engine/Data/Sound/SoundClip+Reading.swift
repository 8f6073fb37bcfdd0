extension SoundClip {
    /// What was read of a sound file.
    public struct Reading: Sendable {
        public var clip: SoundClip
        /// Length of the whole file in seconds, as its header has it.
        public var wholeDuration: Double

        /// True where the file goes on behind what was read.
        public var isCut: Bool { wholeDuration > clip.duration + 0.01 }

        /// What to tell whoever asked for the whole, nil where all of it was read.
        public var note: String? {
            guard isCut else { return nil }
            return "the first \(Int(clip.duration.rounded())) seconds of \(Int(wholeDuration.rounded())) are used"
        }
    }

    /// The beginning of the sound file at `path`: one channel, `rate` samples a second, at most `seconds` long.
    ///
    /// No more than that is read or held in memory, however long the file is.
    /// - Throws: `SoundError`.
    public static func read(_ path: String, seconds: Double, rate: Int = standardRate) throws(SoundError) -> Reading {
        precondition(seconds > 0, "\(seconds) seconds")
        let file = try SoundFile(path)
        let own = file.read(Int((seconds * Double(file.rate)).rounded(.up)))
        guard !own.isEmpty else { throw .empty(path: path) }
        let samples = Resampler(from: file.rate, to: rate).resample(own)
        return Reading(clip: SoundClip(samples: samples, rate: rate), wholeDuration: file.duration)
    }
}

extension SoundSource {
    /// The beginning of the sound, at most `seconds` of it, `SoundClip.standardRate` samples a second.
    /// - Throws: `SoundError` where it is a file that cannot be read.
    public func read(seconds: Double) throws(SoundError) -> SoundClip.Reading {
        switch self {
        case .file(let path): return try SoundClip.read(path, seconds: seconds)
        case .scene(let traits, let take): return SceneSound(traits: traits, take: take).reading(seconds: seconds)
        }
    }

    /// The same without what is known of the whole.
    public func clip(seconds: Double) throws(SoundError) -> SoundClip { try read(seconds: seconds).clip }

    /// What to call it: the file's path, or what made it.
    public var name: String {
        switch self {
        case .file(let path): path
        case .scene(let traits, let take): "the sound of a \(traits.shape.name), take \(take)"
        }
    }
}
