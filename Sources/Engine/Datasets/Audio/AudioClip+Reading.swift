extension AudioClip {
    /// The part of an audio file that was read.
    package struct Reading: Sendable {
        package var clip: AudioClip
        /// Length of the whole file in seconds, from its header.
        package var wholeDuration: Double

        /// True where only the beginning of the file was read.
        package var isTruncated: Bool { wholeDuration > clip.duration + 0.01 }

        /// A note for the user, nil where the whole file was read.
        package var note: String? {
            guard isTruncated else { return nil }
            return "the first \(Int(clip.duration.rounded())) seconds of \(Int(wholeDuration.rounded())) are used"
        }
    }

    /// Reads at most `seconds` of the audio file at `path`, mono at `rate` samples a second.
    ///
    /// Memory and time do not depend on the length of the file.
    /// - Throws: `AudioError`.
    package static func read(_ path: String, seconds: Double, rate: Int = standardRate) throws(AudioError) -> Reading {
        precondition(seconds > 0, "\(seconds) seconds")
        let file = try AudioFile(path)
        let samples = file.read(Int((seconds * Double(file.rate)).rounded(.up)))
        guard !samples.isEmpty else { throw .empty(path: path) }
        let resampled = Resampler(from: file.rate, to: rate).resample(samples)
        return Reading(clip: AudioClip(samples: resampled, rate: rate), wholeDuration: file.duration)
    }
}

extension AudioSource {
    /// Reads at most `seconds` of the sound at `AudioClip.standardRate`.
    /// - Throws: `AudioError` for a file that cannot be read.
    package func read(seconds: Double) throws(AudioError) -> AudioClip.Reading {
        switch self {
        case .file(let path): return try AudioClip.read(path, seconds: seconds)
        case .scene(let traits, let take): return SceneAudio(traits: traits, take: take).reading(seconds: seconds)
        }
    }

    /// Like `read`, but only the clip.
    package func clip(seconds: Double) throws(AudioError) -> AudioClip { try read(seconds: seconds).clip }

    /// For messages: the file's path, or a description of a generated sound.
    package var name: String {
        switch self {
        case .file(let path): path
        case .scene(let traits, let take): "the sound of a \(traits.shape.name), take \(take)"
        }
    }
}
