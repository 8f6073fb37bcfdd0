import CSndfile
import Glibc
import Raster
import Runs

/// An audio file open for sequential reading. The only user of libsndfile (WAV, FLAC, Ogg and others).
package struct AudioFile: ~Copyable {
    package let path: String
    /// Samples a second of each channel.
    package let rate: Int
    package let channels: Int
    /// Samples of each channel, from the header, which can be wrong.
    package let frames: Int
    private let handle: OpaquePointer

    /// The supported rates in samples a second.
    package static let rates = 1000...768_000
    /// The most channels supported.
    package static let channelLimit = 64

    /// Opens `path` and reads its header.
    /// - Throws: `AudioError` where it is not a regular file, not audio, has no samples, or an unsupported rate or number of channels.
    package init(_ path: String) throws(AudioError) {
        let (descriptor, size): (Int32, Int)
        do throws(FileError) { (descriptor, size) = try RegularFile.open(path) } catch {
            throw .unreadable(path: path, reason: error == .isFolder(path: path) ? "not a file" : error.what)
        }
        guard size > 0 else {
            close(descriptor)
            throw .empty(path: path)
        }
        var info = SF_INFO()
        // libsndfile closes the descriptor, also where it fails.
        guard let handle = sf_open_fd(descriptor, Int32(SFM_READ), &info, Int32(SF_TRUE)) else {
            throw .notAudio(path: path, reason: Self.reason(nil))
        }
        if let problem = Self.problem(of: info, path) {
            sf_close(handle)
            throw problem
        }
        self.handle = handle
        (self.path, rate, channels, frames) = (path, Int(info.samplerate), Int(info.channels), Int(info.frames))
    }

    private static func problem(of info: SF_INFO, _ path: String) -> AudioError? {
        let (rate, channels) = (Int(info.samplerate), Int(info.channels))
        if info.frames <= 0 { return .empty(path: path) }
        if !rates.contains(rate) { return .unsupportedRate(path: path, rate: rate) }
        return 1...channelLimit ~= channels ? nil : .unsupportedChannels(path: path, count: channels)
    }

    deinit { sf_close(handle) }

    /// Length in seconds, from the header.
    package var duration: Double { Double(frames) / Double(rate) }

    /// The next `count` samples, the mean of all channels, clipped to -1...1; fewer only where the file ends.
    ///
    /// Memory grows with the samples read, not with the length in the header. NaN becomes 0.
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

    /// Writes `clip` as a 16-bit WAV file, atomically.
    package static func write(_ clip: AudioClip, to path: String) throws(AudioError) {
        let temporary = "\(path).part-\(getpid())"
        var info = SF_INFO()
        (info.samplerate, info.channels) = (Int32(clip.rate), 1)
        info.format = Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
        guard let handle = sf_open(temporary, Int32(SFM_WRITE), &info) else {
            throw .unwritable(path: path, reason: reason(nil))
        }
        sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
        let written = sf_writef_float(handle, clip.samples, sf_count_t(clip.samples.count))
        let problem = written == clip.samples.count ? nil : reason(handle)
        let closed = sf_close(handle)
        guard problem == nil, closed == 0, rename(temporary, path) == 0 else {
            let reason = problem ?? SystemReason.last
            unlink(temporary)
            throw .unwritable(path: path, reason: reason)
        }
    }

    /// libsndfile's last error message, as one line without its full stop.
    private static func reason(_ handle: OpaquePointer?) -> String {
        let words = String(cString: sf_strerror(handle)).split(whereSeparator: \.isNewline).joined(separator: " ")
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
}
