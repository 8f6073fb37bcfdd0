public import Raster

/// What can be wrong with a sound: said in one line, where, what, what to do.
public enum SoundError: UserError, Equatable {
    case unreadable(path: String, reason: String)
    /// With the library's own words.
    case notSound(path: String, reason: String)
    case empty(path: String)
    case oddRate(path: String, rate: Int)
    case oddChannels(path: String, count: Int)
    case unwritable(path: String, reason: String)
}

extension SoundError {
    public var what: String {
        switch self {
        case .unreadable(_, let reason): "cannot be read: \(reason)"
        case .notSound(_, let reason): "not a sound file that can be read: \(reason)"
        case .empty: "a sound of no length"
        case .oddRate(_, let rate): "\(rate) samples a second; \(SoundFile.rates.lowerBound) to \(SoundFile.rates.upperBound) are read"
        case .oddChannels(_, let count): "\(count) channels; 1 to \(SoundFile.mostChannels) are read"
        case .unwritable(_, let reason): "cannot be written: \(reason)"
        }
    }

    public var place: String? {
        switch self {
        case .unreadable(let path, _), .notSound(let path, _), .empty(let path), .oddRate(let path, _), .oddChannels(let path, _),
             .unwritable(let path, _): path
        }
    }

    public var remedy: String {
        switch self {
        case .unreadable: "check the path and its permissions"
        case .notSound: "save it as WAV, FLAC or Ogg"
        case .empty: "record it again"
        case .oddRate, .oddChannels: "save it again, mono at 16000 samples a second"
        case .unwritable: "choose another place"
        }
    }
}
