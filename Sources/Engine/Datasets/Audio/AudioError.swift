package import Raster

/// Why audio cannot be read or written: where, what, what to do, in one line.
package enum AudioError: UserError, Equatable {
    case unreadable(path: String, reason: String)
    /// `reason` is libsndfile's message.
    case notAudio(path: String, reason: String)
    case empty(path: String)
    case unsupportedRate(path: String, rate: Int)
    case unsupportedChannels(path: String, count: Int)
    case unwritable(path: String, reason: String)
}

extension AudioError {
    package var what: String {
        switch self {
        case .unreadable(_, let reason): "cannot be read: \(reason)"
        case .notAudio(_, let reason): "not a supported audio file: \(reason)"
        case .empty: "it has no samples"
        case .unsupportedRate(_, let rate):
            "\(rate) samples a second; \(AudioFile.rates.lowerBound) to \(AudioFile.rates.upperBound) are supported"
        case .unsupportedChannels(_, let count): "\(count) channels; 1 to \(AudioFile.channelLimit) are supported"
        case .unwritable(_, let reason): "cannot be written: \(reason)"
        }
    }

    package var location: String? {
        switch self {
        case .unreadable(let path, _), .notAudio(let path, _), .empty(let path), .unsupportedRate(let path, _),
            .unsupportedChannels(let path, _),
            .unwritable(let path, _):
            path
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .unreadable: "check the path and its permissions"
        case .notAudio: "save it as WAV, FLAC or Ogg"
        case .empty: "record it again"
        case .unsupportedRate, .unsupportedChannels: "save it again, mono at 16000 samples a second"
        case .unwritable: "choose another folder"
        }
    }
}
