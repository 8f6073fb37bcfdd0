/// A folder of pictures with metadata beside them, see `Metadata`.
enum PairedFolder {
    /// The longest caption that is kept, in characters: a page. What is longer is cut, and said so.
    static let longestCaption = 2000

    /// The metadata files for `half` of `root`: all below the half, and those of the root itself, as paths below the root.
    static func metadata(root: String, half: String) throws(DataError) -> [String] {
        let below = try Listing.files(below: half.isEmpty ? root : "\(root)/\(half)") { Metadata.fileNames.contains($0) }
        guard !half.isEmpty else { return below }
        let above = try Listing.entries(root).filter { Metadata.fileNames.contains($0) }
        return above + below.map { "\(half)/\($0)" }
    }

    /// Reads the pictures below `root/half` and what the metadata files say of them.
    ///
    /// Lines that break a rule, and names that lead nowhere or out of the folder, become faults; the rest goes on.
    /// - Parameters:
    ///   - half: the subfolder that is read, "" for all of it.
    ///   - metadata: the metadata files, as paths below the root.
    static func read(root: String, half: String, metadata: [String], size: Int?, channels: Int?, name: String,
                     progress: (String, Double) -> Void) throws(DataError) -> PairedSet {
        let folder = half.isEmpty ? root : "\(root)/\(half)"
        let files = try Listing.files(below: folder, where: PictureFolder.isPicture)
        guard !files.isEmpty else { throw .noPictures(path: folder) }
        let images = try PictureFolder.read(folder, files: files, size: size, channels: channels, name: name, progress: progress)
        let skipped = Set(images.skipped.map(\.file))
        let kept = files.filter { !skipped.contains($0) }.map { half.isEmpty ? $0 : "\(half)/\($0)" }
        var pairing = Pairing(root: root, pictures: kept)
        for (i, file) in metadata.enumerated() {
            progress("reading \(file)", Double(i) / Double(metadata.count))
            do throws(DataError) {
                pairing.take(try Metadata.read("\(root)/\(file)", name: file), from: file)
            } catch {
                pairing.faults.append(DataFault(file: file, reason: error.what))
            }
        }
        return PairedSet(images: images, captions: pairing.captions, sounds: pairing.sounds, faults: pairing.faults)
    }
}

/// Captions and sounds on their way to the pictures they belong to.
private struct Pairing {
    let root: String
    let enclosure: Enclosure
    /// The place of each picture, by its path below the root.
    let places: [String: Int]
    var captions: [[String]]
    var sounds: [[SoundSource]]
    var faults: [DataFault] = []

    init(root: String, pictures: [String]) {
        (self.root, enclosure) = (root, Enclosure(root))
        places = Dictionary(zip(pictures, 0...)) { first, _ in first }
        captions = Array(repeating: [], count: pictures.count)
        sounds = Array(repeating: [], count: pictures.count)
    }

    mutating func take(_ lines: [Metadata.Line], from file: String) {
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        for line in lines {
            switch line {
            case .failure(let fault): faults.append(fault)
            case .success(let entry): take(entry, in: folder, from: file)
            }
        }
    }

    private mutating func take(_ entry: MetadataEntry, in folder: String, from file: String) {
        func report(_ reason: String) { faults.append(DataFault(file: file, line: entry.line, reason: reason)) }
        do throws(Enclosure.Refusal) {
            // A picture of the other half, or one that could not be read and is named among the skipped ones.
            guard let place = places[try enclosure.file(entry.picture, in: folder)] else { return }
            for caption in entry.captions {
                let (text, fault) = Self.tidied(caption)
                if let fault { report(fault) }
                if let text, !captions[place].contains(text) { captions[place].append(text) }
            }
            for sound in entry.sounds {
                let source = SoundSource.file("\(root)/\(try enclosure.file(sound, in: folder))")
                if !sounds[place].contains(source) { sounds[place].append(source) }
            }
        } catch {
            report(error.reason)
        }
    }

    /// The caption less the white space around it, nil where nothing is left; and what is wrong with it.
    private static func tidied(_ caption: String) -> (text: String?, fault: String?) {
        let front = caption.drop { $0.isWhitespace }
        guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return (nil, "an empty caption") }
        let text = front[...last]
        let longest = PairedFolder.longestCaption
        guard let end = text.index(text.startIndex, offsetBy: longest, limitedBy: text.endIndex), end < text.endIndex else {
            return (String(text), nil)
        }
        return (String(text[..<end]), "a caption of \(text.utf8.count / 1000) KB, cut to its first \(longest) characters")
    }
}
