import FoundationEssentials
import Glibc

/// Captions spoken by espeak-ng, each phrase by each speaker once, kept as files.
public struct Speech: Sendable {
    /// Where the files are kept.
    public let folder: String
    public let speakers: Speakers
    /// The program: a name looked up in PATH, or a path.
    public let program: String

    /// No phrase is spoken longer than this, in seconds.
    static let longest = 8.0

    public init(folder: String, speakers: Speakers = .standard, program: String = "espeak-ng") {
        (self.folder, self.speakers, self.program) = (folder, speakers, program)
    }

    /// Kept in `CacheFolder`; nil where there is none.
    public init?(speakers: Speakers = .standard) {
        guard let cache = CacheFolder.path() else { return nil }
        self.init(folder: cache + "/speech", speakers: speakers)
    }

    /// What was spoken.
    package struct Spoken {
        /// Files by phrase, in the order of the speakers.
        package var files: [String: [String]]
        package var faults: [DataFault]
    }

    /// The files of `phrases` by all speakers of one half; those that are not there yet are made, on all cores, some 60 a second
    /// on each.
    package func spoken(_ phrases: [String], heldOut: Bool, progress: (Double) -> Void) -> Spoken {
        let speakers = heldOut ? self.speakers.heldOut : self.speakers.trained
        let wanted = phrases.flatMap { phrase in speakers.map { Phrase(text: phrase, speaker: $0) } }
        guard wanted.contains(where: { !Listing.exists(path(of: $0)) }) || SpeakingProgram.isThere(program) else {
            return Spoken(files: files(wanted), faults: [])
        }
        guard SpeakingProgram.isThere(program) else {
            let reason = "not installed, so captions are not spoken; run `apt install espeak-ng`"
            return Spoken(files: files(wanted.filter { Listing.exists(path(of: $0)) }), faults: [DataFault(file: program, reason: reason)])
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            return Spoken(files: [:], faults: [DataFault(file: folder, reason: "this folder cannot be made, so captions are not spoken")])
        }
        var made: [Phrase] = [], faults: [DataFault] = []
        Blocks.each(wanted.count, progress: progress) { i in make(wanted[i]) } take: { i, fault in
            if let fault { faults.append(fault) } else { made.append(wanted[i]) }
        }
        return Spoken(files: files(made), faults: faults)
    }

    /// One phrase by one speaker.
    private struct Phrase {
        var text: String
        var speaker: Speaker
    }

    private func files(_ phrases: [Phrase]) -> [String: [String]] {
        Dictionary(grouping: phrases, by: \.text).mapValues { $0.map { path(of: $0) } }
    }

    /// For people by its letters, for certain by a hash of all of it.
    private func path(of phrase: Phrase) -> String {
        let letters = phrase.text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let hash = phrase.text.utf8.reduce(0) { SeededMixing.word($0, UInt64($1)) }
        let speaker = phrase.speaker
        return "\(folder)/\(String(letters.prefix(40)))-\(String(hash >> 40, radix: 16)).\(speaker.voice).\(speaker.speed).\(speaker.pitch).wav"
    }

    /// Speaks one phrase into its file, where that is not there yet; what went wrong, else nil.
    private func make(_ phrase: Phrase) -> DataFault? {
        let path = path(of: phrase), speaker = phrase.speaker
        guard !Listing.exists(path) else { return nil }
        let draft = "\(path).spoken-\(getpid())"
        defer { unlink(draft) }
        let arguments = ["-w", draft, "-v", speaker.voice, "-s", "\(speaker.speed)", "-p", "\(speaker.pitch)", "--", phrase.text]
        if let failure = SpeakingProgram.run([program] + arguments) {
            return DataFault(file: program, reason: "\(failure) when it spoke '\(phrase.text)' as \(speaker.voice)")
        }
        do throws(SoundError) {
            try SoundFile.write(SoundClip.read(draft, seconds: Self.longest).clip, to: path)
            return nil
        } catch {
            return DataFault(file: program, reason: "\(error.what), speaking '\(phrase.text)' as \(speaker.voice)")
        }
    }
}
