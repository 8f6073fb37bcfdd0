import Numerics
import Raster

/// Statistics of a dataset: its contents, what is missing, and its faults.
package struct DataInspection: Sendable, Codable, Equatable {
    package struct Images: Sendable, Codable, Equatable {
        package var count: Int, width: Int, height: Int, channels: Int
        /// The eight digits of `ImageSet.fingerprint`.
        package var fingerprint: String
        /// The images that were cropped, padded or stretched; nil where there are none.
        package var fitted: FittedImages?
    }

    package struct Class: Sendable, Codable, Equatable {
        package var name: String
        package var images: Int
    }

    package struct Captions: Sendable, Codable, Equatable {
        /// All captions, and the distinct ones.
        package var count: Int, different: Int
        package var imagesWithout: Int
        /// Characters of the longest.
        package var longest: Int
        /// Some distinct captions, in the order of the images.
        package var examples: [String]
    }

    package struct Sounds: Sendable, Codable, Equatable {
        /// Distinct sounds, and those of them that cannot be read.
        package var different: Int, unreadable: Int
        package var imagesWithout: Int
        /// Seconds; nil where no sound can be read.
        package var shortest: Double?, median: Double?, longest: Double?
    }

    /// Something that was skipped or truncated.
    package struct Fault: Sendable, Codable, Equatable {
        package var file: String
        package var line: Int?
        package var reason: String

        package var text: String { DataFault(file: file, line: line, reason: reason).description }
    }

    /// Files of a kind that is not read, e.g. ".svg" or "FIFO".
    package struct LeftOutKind: Sendable, Codable, Equatable {
        package var kind: String
        package var count: Int
    }

    package var name: String
    /// The data as they are in their files; nil where they were not looked at.
    package var summary: DataSummary?
    package var images: Images
    /// Nil where the images have no labels.
    package var classes: [Class]?
    /// Captions and sounds in the data.
    package var captions: Captions
    package var sounds: Sounds
    /// Captions and sounds that training generates, because the data have none; nil where it generates none.
    package var generatedCaptions: Captions?
    package var generatedSounds: Sounds?
    /// Where captions and sounds come from, a line each.
    package var notes: [String]
    /// What lies in the data's folder and is not read, the most frequent kind first.
    package var leftOut: [LeftOutKind]
    /// Images and sounds that cannot be read, malformed metadata.
    package var faults: [Fault]

    /// Longer sounds, in seconds, are reported: only their beginning is used.
    static let longSound = 60.0
    private static let exampleCount = 8

    /// Inspects `set`. Every sound file is opened and a tenth of a second of it read.
    /// - Parameter summary: what the files hold; nil leaves it out.
    package init(
        _ set: MultimodalSet, summary: DataSummary? = nil, threads: Int = ThreadPool.processors,
        progress: (String, Double) -> Void = { _, _ in }
    ) {
        let images = set.images
        (name, self.summary) = (images.name, summary)
        self.images = Images(
            count: images.count, width: images.width, height: images.height, channels: images.channels,
            fingerprint: images.fingerprint, fitted: images.fitted.flatMap { $0.count > 0 ? $0 : nil })
        classes = images.labels.map { labels in
            var counts: [Int] = []
            for label in labels {
                while counts.count <= Int(label) { counts.append(0) }
                counts[Int(label)] += 1
            }
            return counts.enumerated().map { label, count in
                Class(
                    name: images.classNames.flatMap { label < $0.count ? $0[label] : nil } ?? String(label),
                    images: count)
            }
        }
        let (sounds, soundFaults) = Self.sounds(of: set, threads: threads) {
            progress("reading sounds of \(images.name)", $0)
        }
        let captions = Self.captions(of: set)
        if set.areGenerated {
            let none = MultimodalSet(images: images)
            (self.captions, self.sounds) = (Self.captions(of: none), Self.sounds(of: none, threads: 1) { _ in }.0)
            generatedCaptions = captions
            generatedSounds = sounds.different > 0 ? sounds : nil
        } else {
            (self.captions, self.sounds) = (captions, sounds)
        }
        notes = images.notes + set.notes
        leftOut = images.leftOut.kinds.map { LeftOutKind(kind: $0.kind, count: $0.count) }
        faults =
            images.skipped.map { Fault(file: PathText.shown($0.file), line: nil, reason: $0.reason) }
            + (set.faults + soundFaults).map { Fault(file: PathText.shown($0.file), line: $0.line, reason: $0.reason) }
    }

    private static func captions(of set: MultimodalSet) -> Captions {
        var examples: [String] = []
        let count = set.images.count
        // Images at equal distances, so that the examples have many classes where the data is sorted by class.
        for i in stride(from: 0, to: count, by: max(1, count / exampleCount)) where examples.count < exampleCount {
            if let caption = set.captions[i].first(where: { !examples.contains($0) }) { examples.append(caption) }
        }
        let seen = Set(set.captions.joined())
        return Captions(
            count: set.captions.reduce(0) { $0 + $1.count }, different: seen.count,
            imagesWithout: set.captions.count { $0.isEmpty }, longest: seen.map(\.count).max() ?? 0, examples: examples)
    }

    private static func sounds(of set: MultimodalSet, threads: Int, progress: (Double) -> Void) -> (Sounds, [DataFault])
    {
        var seen: Set<AudioSource> = []
        let sources = set.sounds.joined().filter { seen.insert($0).inserted }
        var seconds: [Double] = [], faults: [DataFault] = [], unreadable = 0
        ThreadPool(threads).forEachResult(sources.count, progress: progress) {
            i -> Result<AudioClip.Reading, AudioError> in
            do throws(AudioError) { return .success(try sources[i].read(seconds: 0.1)) } catch {
                return .failure(error)
            }
        } _: { i, result in
            switch result {
            case .success(let reading):
                seconds.append(reading.wholeDuration)
                guard reading.wholeDuration > longSound else { break }
                let reason = "a sound of \(Int(reading.wholeDuration)) seconds; only its beginning is used"
                faults.append(DataFault(file: sources[i].name, reason: reason))
            case .failure(let error):
                unreadable += 1
                faults.append(DataFault(file: sources[i].name, reason: error.what))
            }
        }
        seconds.sort()
        let sounds = Sounds(
            different: sources.count, unreadable: unreadable, imagesWithout: set.sounds.count { $0.isEmpty },
            shortest: seconds.first, median: seconds.isEmpty ? nil : seconds[seconds.count / 2], longest: seconds.last)
        return (sounds, faults)
    }
}
