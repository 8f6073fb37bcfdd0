import FoundationEssentials
import Glibc
import Numerics

/// Synthesizes phrases with espeak-ng, each phrase by each speaker, and caches the files.
package struct SpeechSynthesizer: Sendable {
    /// The cache of the files.
    package let folder: String
    package let speakers: Speakers
    /// The program: a name looked up in PATH, or a path.
    package let program: String

    /// Seconds of a phrase to keep.
    static let lengthLimit = 8.0

    package init(folder: String, speakers: Speakers = .standard, program: String = "espeak-ng") {
        (self.folder, self.speakers, self.program) = (folder, speakers, program)
    }

    /// With a cache in `CacheFolder`; nil where there is no such folder.
    package init?(speakers: Speakers = .standard) {
        guard let cache = CacheFolder.path() else { return nil }
        self.init(folder: cache + "/speech", speakers: speakers)
    }

    /// The audio files of the phrases.
    package struct Output {
        /// By phrase, in the order of the speakers.
        package var files: [String: [String]]
        package var faults: [DataFault]
    }

    /// The files of `phrases` by all training or held-out speakers. Missing files are synthesized in parallel, about 60 a second on each
    /// core.
    package func synthesize(
        _ phrases: [String], heldOut: Bool, threads: Int = ThreadPool.processors, progress: (Double) -> Void
    ) -> Output {
        let speakers = heldOut ? self.speakers.heldOut : self.speakers.trained
        let wanted = phrases.flatMap { phrase in speakers.map { Phrase(text: phrase, speaker: $0) } }
        guard wanted.contains(where: { !FileListing.exists(path(of: $0)) }) || ExternalProgram.isInstalled(program)
        else {
            return Output(files: files(wanted), faults: [])
        }
        guard ExternalProgram.isInstalled(program) else {
            let reason = "not installed, so captions have no speech; run `apt install espeak-ng`"
            return Output(
                files: files(wanted.filter { FileListing.exists(path(of: $0)) }),
                faults: [DataFault(file: program, reason: reason)])
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            return Output(
                files: [:],
                faults: [DataFault(file: folder, reason: "this folder cannot be created, so captions have no speech")])
        }
        var finished: [Phrase] = [], faults: [DataFault] = []
        ThreadPool(threads).forEachResult(wanted.count, progress: progress) { i in
            synthesize(wanted[i])
        } _: { i, fault in
            if let fault { faults.append(fault) } else { finished.append(wanted[i]) }
        }
        return Output(files: files(finished), faults: faults)
    }

    /// One phrase by one speaker.
    private struct Phrase {
        var text: String
        var speaker: Speaker
    }

    private func files(_ phrases: [Phrase]) -> [String: [String]] {
        Dictionary(grouping: phrases, by: \.text).mapValues { $0.map { path(of: $0) } }
    }

    /// The name has the phrase's letters for readers and its hash to be unique.
    private func path(of phrase: Phrase) -> String {
        let letters = phrase.text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let hash = phrase.text.utf8.reduce(0) { SplitMix64.word($0, UInt64($1)) }
        let speaker = phrase.speaker
        return
            "\(folder)/\(String(letters.prefix(40)))-\(String(hash >> 40, radix: 16)).\(speaker.voice).\(speaker.speed).\(speaker.pitch).wav"
    }

    /// Synthesizes one phrase unless its file exists.
    /// - Returns: the failure, nil for success.
    private func synthesize(_ phrase: Phrase) -> DataFault? {
        let path = path(of: phrase), speaker = phrase.speaker
        guard !FileListing.exists(path) else { return nil }
        let temporary = "\(path).spoken-\(getpid())"
        defer { unlink(temporary) }
        let arguments = [
            "-w", temporary, "-v", speaker.voice, "-s", "\(speaker.speed)", "-p", "\(speaker.pitch)", "--", phrase.text,
        ]
        if let failure = ExternalProgram.run([program] + arguments) {
            return DataFault(file: program, reason: "\(failure) for '\(phrase.text)' as \(speaker.voice)")
        }
        do throws(AudioError) {
            try AudioFile.write(AudioClip.read(temporary, seconds: Self.lengthLimit).clip, to: path)
            return nil
        } catch {
            return DataFault(file: program, reason: "\(error.what), for '\(phrase.text)' as \(speaker.voice)")
        }
    }
}
