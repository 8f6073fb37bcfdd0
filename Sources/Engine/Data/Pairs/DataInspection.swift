/// What is in a data set, what is missing and what is broken.
public struct DataInspection: Sendable, Codable, Equatable {
    public struct Pictures: Sendable, Codable, Equatable {
        public var count: Int, width: Int, height: Int, channels: Int
        /// The eight digits of `ImageSet.fingerprint`.
        public var fingerprint: String
    }

    public struct Class: Sendable, Codable, Equatable {
        public var name: String
        public var pictures: Int
    }

    public struct Captions: Sendable, Codable, Equatable {
        /// Captions in all, and different ones.
        public var count: Int, different: Int
        public var picturesWithout: Int
        /// Characters of the longest.
        public var longest: Int
        /// Some different ones, in the order of the pictures.
        public var examples: [String]
    }

    public struct Sounds: Sendable, Codable, Equatable {
        /// Different ones, and those of them that cannot be read.
        public var different: Int, unreadable: Int
        public var picturesWithout: Int
        /// Seconds of the shortest, the middle and the longest that can be read; nil where none can.
        public var shortest: Double?, median: Double?, longest: Double?
    }

    /// One thing that was left out or cut short.
    public struct Fault: Sendable, Codable, Equatable {
        public var file: String
        public var line: Int?
        public var reason: String

        /// The one line.
        public var text: String { DataFault(file: file, line: line, reason: reason).description }
    }

    public var name: String
    public var pictures: Pictures
    /// Nil where the pictures have no labels.
    public var classes: [Class]?
    public var captions: Captions
    public var sounds: Sounds
    /// Pictures that cannot be read, bad metadata, bad sounds.
    public var faults: [Fault]

    /// A sound longer than this, in seconds, is pointed out: only its beginning is ever used.
    static let longSound = 60.0
    private static let exampleCount = 8

    /// Looks through `set`; each sound file is opened, a tenth of a second of it read.
    public init(_ set: PairedSet, progress: (String, Double) -> Void = { _, _ in }) {
        let images = set.images
        name = images.name
        pictures = Pictures(count: images.count, width: images.width, height: images.height, channels: images.channels,
                            fingerprint: images.fingerprint)
        classes = images.labels.map { labels in
            var counts: [Int] = []
            for label in labels {
                while counts.count <= Int(label) { counts.append(0) }
                counts[Int(label)] += 1
            }
            return counts.enumerated().map { label, count in
                Class(name: images.classNames.flatMap { label < $0.count ? $0[label] : nil } ?? String(label), pictures: count)
            }
        }
        var seen: Set<String> = [], examples: [String] = []
        // A picture in each of equal parts of the data, so that the examples are of many classes where these lie together.
        for i in stride(from: 0, to: images.count, by: max(1, images.count / Self.exampleCount)) where examples.count < Self.exampleCount {
            if let caption = set.captions[i].first(where: { !examples.contains($0) }) { examples.append(caption) }
        }
        for caption in set.captions.joined() { seen.insert(caption) }
        captions = Captions(count: set.captions.reduce(0) { $0 + $1.count }, different: seen.count,
                            picturesWithout: set.captions.count { $0.isEmpty }, longest: seen.map(\.count).max() ?? 0, examples: examples)
        let (sounds, soundFaults) = Self.sounds(of: set) { progress("listening to \(images.name)", $0) }
        self.sounds = sounds
        faults = images.skipped.map { Fault(file: $0.file, line: nil, reason: $0.reason) }
            + (set.faults + soundFaults).map { Fault(file: $0.file, line: $0.line, reason: $0.reason) }
    }

    private static func sounds(of set: PairedSet, progress: (Double) -> Void) -> (Sounds, [DataFault]) {
        var seen: Set<SoundSource> = []
        let sources = set.sounds.joined().filter { seen.insert($0).inserted }
        var seconds: [Double] = [], faults: [DataFault] = [], unreadable = 0
        Blocks.each(sources.count, progress: progress) { i -> Result<SoundClip.Reading, SoundError> in
            do throws(SoundError) { return .success(try sources[i].read(seconds: 0.1)) } catch { return .failure(error) }
        } take: { i, result in
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
        let sounds = Sounds(different: sources.count, unreadable: unreadable, picturesWithout: set.sounds.count { $0.isEmpty },
                            shortest: seconds.first, median: seconds.isEmpty ? nil : seconds[seconds.count / 2], longest: seconds.last)
        return (sounds, faults)
    }
}
