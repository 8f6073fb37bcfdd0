import CSndfile
import Glibc

/// A sound file open for reading from its beginning: the one door to libsndfile (WAV, FLAC, Ogg and what else it knows).
public struct SoundFile: ~Copyable {
    public let path: String
    /// Samples in a second and channel.
    public let rate: Int
    public let channels: Int
    /// Samples of each channel, as the header has it; a header can be wrong.
    public let frames: Int
    private let handle: OpaquePointer

    /// The rates that are read, in samples a second.
    public static let rates = 1000...768_000
    /// The most channels that are read.
    public static let mostChannels = 64

    /// Opens `path` and reads its header.
    /// - Throws: `SoundError` where it is not an ordinary file, no sound, has no length or an odd rate or number of channels.
    public init(_ path: String) throws(SoundError) {
        var status = stat()
        // A pipe would wait for somebody to write into it.
        guard !path.utf8.contains(0), stat(path, &status) == 0 else {
            throw .unreadable(path: path, reason: path.utf8.contains(0) ? "a name with a zero byte" : SystemReason.last)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "not a file") }
        guard status.st_size > 0 else { throw .empty(path: path) }
        guard access(path, R_OK) == 0 else { throw .unreadable(path: path, reason: SystemReason.last) }
        var info = SF_INFO()
        guard let handle = sf_open(path, Int32(SFM_READ), &info) else {
            throw .notSound(path: path, reason: Self.reason(nil))
        }
        if let problem = Self.problem(of: info, path) {
            sf_close(handle)
            throw problem
        }
        self.handle = handle
        (self.path, rate, channels, frames) = (path, Int(info.samplerate), Int(info.channels), Int(info.frames))
    }

    private static func problem(of info: SF_INFO, _ path: String) -> SoundError? {
        let (rate, channels) = (Int(info.samplerate), Int(info.channels))
        if info.frames <= 0 { return .empty(path: path) }
        if !rates.contains(rate) { return .oddRate(path: path, rate: rate) }
        return 1...mostChannels ~= channels ? nil : .oddChannels(path: path, count: channels)
    }

    deinit { sf_close(handle) }

    /// Length in seconds, as the header has it.
    public var duration: Double { Double(frames) / Double(rate) }

    /// The next `count` samples, the mean of all channels, within -1...1; fewer only where the file ends.
    ///
    /// Memory is taken for what is there, not for what the header claims. What is no number is silence.
    func read(_ count: Int) -> [Float] {
        let block = 4096
        var samples: [Float] = []
        var frames = [Float](repeating: 0, count: block * channels)
        while samples.count < count {
            let got = Int(sf_readf_float(handle, &frames, sf_count_t(min(block, count - samples.count))))
            if got <= 0 { break }
            for frame in 0..<got {
                let sum = frames[frame * channels..<(frame + 1) * channels].reduce(0, +)
                let mean = sum / Float(channels)
                samples.append(mean.isFinite ? min(max(mean, -1), 1) : 0)
            }
        }
        return samples
    }

    /// Writes `clip` as a WAV file of 16 bits, whole or not at all.
    public static func write(_ clip: SoundClip, to path: String) throws(SoundError) {
        let draft = "\(path).part-\(getpid())"
        var info = SF_INFO()
        (info.samplerate, info.channels) = (Int32(clip.rate), 1)
        info.format = Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
        guard let handle = sf_open(draft, Int32(SFM_WRITE), &info) else {
            throw .unwritable(path: path, reason: reason(nil))
        }
        sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
        let written = sf_writef_float(handle, clip.samples, sf_count_t(clip.samples.count))
        let problem = written == clip.samples.count ? nil : reason(handle)
        let closed = sf_close(handle)
        guard problem == nil, closed == 0, rename(draft, path) == 0 else {
            let reason = problem ?? SystemReason.last
            unlink(draft)
            throw .unwritable(path: path, reason: reason)
        }
    }

    /// The library's words for what went wrong last, as one line without its full stop.
    private static func reason(_ handle: OpaquePointer?) -> String {
        let words = String(cString: sf_strerror(handle)).split(whereSeparator: \.isNewline).joined(separator: " ")
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
}
