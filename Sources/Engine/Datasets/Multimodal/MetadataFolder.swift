import Raster

/// A folder of images with metadata files, see `Metadata`.
enum MetadataFolder {
    /// Characters; longer captions are truncated and reported.
    static let longestCaption = 2000

    /// The metadata files of a split: those below its subfolder and those of the root itself, as paths below the root.
    static func metadata(root: String, _ folder: ImageFolder) throws(DataError) -> [String] {
        let split = folder.split
        let below = folder.contents.otherFiles.filter { path in
            Metadata.fileNames.contains { path == $0 || path.hasSuffix("/" + $0) }
        }
        guard !split.isEmpty else { return below }
        let above = try FileListing.entries(root).filter { Metadata.fileNames.contains($0) }
        return above + below.map { "\(split)/\($0)" }
    }

    /// Reads the images of `folder` with their captions and sounds.
    ///
    /// Malformed lines, missing files and paths outside the folder become faults.
    /// - Parameters:
    ///   - root: the folder of the data, of which `folder` is a split or the whole.
    ///   - metadata: the metadata files, as paths below the root.
    static func read(
        root: String, folder: ImageFolder, metadata: [String], size: ImageSizing, channels: Int?, name: String,
        threads: Int,
        progress: (String, Double) -> Void
    ) throws(DataError) -> MultimodalSet {
        guard !folder.files.isEmpty else { throw .noImages(path: folder.path) }
        var images = try ImageFolderReader.read(
            folder, size: size, channels: channels, name: name, threads: threads, progress: progress)
        let read = images.filesRead(of: folder).map { folder.split.isEmpty ? $0 : "\(folder.split)/\($0)" }
        var assignment = Assignment(root: root, images: read)
        for (i, file) in metadata.enumerated() {
            progress("reading \(file)", Double(i) / Double(metadata.count))
            do throws(DataError) {
                assignment.add(try Metadata.read("\(root)/\(file)", name: file, threads: threads), from: file)
            } catch {
                assignment.faults.append(DataFault(file: file, reason: error.what))
            }
        }
        images.leftOut.remove(Set(assignment.sounds.joined()).map(\.name))
        return MultimodalSet(
            images: images, captions: assignment.captions, sounds: assignment.sounds, faults: assignment.faults)
    }
}

extension ImageSet {
    /// The files that the images were read from, in their order.
    func filesRead(of folder: ImageFolder) -> [String] {
        folder.files.without(skipped)
    }
}

/// Assigns captions and sounds to images.
private struct Assignment {
    let root: String
    let sandbox: PathSandbox
    /// The index of each image by its path below the root.
    let indices: [ExactPath: Int]
    var captions: [[String]]
    var sounds: [[AudioSource]]
    var faults: [DataFault] = []

    init(root: String, images: [String]) {
        (self.root, sandbox) = (root, PathSandbox(root))
        indices = Dictionary(zip(images.map(ExactPath.init), 0...)) { first, _ in first }
        captions = Array(repeating: [], count: images.count)
        sounds = Array(repeating: [], count: images.count)
    }

    mutating func add(_ lines: [Metadata.Line], from file: String) {
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        // Once for the file: every line has it.
        for case .success(let entry) in lines {
            guard let advice = entry.advice else { continue }
            faults.append(DataFault(file: file, line: entry.line, reason: advice))
            break
        }
        for line in lines {
            switch line {
            case .failure(let fault): faults.append(fault)
            case .success(let entry): add(entry, in: folder, from: file)
            }
        }
    }

    private mutating func add(_ entry: MetadataEntry, in folder: String, from file: String) {
        func report(_ reason: String) { faults.append(DataFault(file: file, line: entry.line, reason: reason)) }
        do throws(PathSandbox.Violation) {
            // Images of the other split, and images that cannot be read, have no index.
            guard let index = indices[ExactPath(try sandbox.file(entry.image, in: folder))] else { return }
            for caption in entry.captions {
                let (text, fault) = Self.trimmed(caption)
                if let fault { report(fault) }
                if let text, !captions[index].contains(text) { captions[index].append(text) }
            }
            for sound in entry.sounds {
                let source = AudioSource.file("\(root)/\(try sandbox.file(sound, in: folder))")
                if !sounds[index].contains(source) { sounds[index].append(source) }
            }
        } catch {
            report(error.reason)
        }
    }

    /// The caption without surrounding white space, nil where it is blank; and its fault, if any.
    private static func trimmed(_ caption: String) -> (text: String?, fault: String?) {
        let start = caption.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return (nil, "an empty caption") }
        let text = start[...last]
        let longest = MetadataFolder.longestCaption
        guard let end = text.index(text.startIndex, offsetBy: longest, limitedBy: text.endIndex), end < text.endIndex
        else {
            return (String(text), nil)
        }
        return (
            String(text[..<end]),
            "a caption of \(text.utf8.count / 1000) KB, truncated to its first \(longest) characters"
        )
    }
}
