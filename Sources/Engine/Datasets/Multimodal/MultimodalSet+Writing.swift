import FoundationEssentials
import Numerics
import Raster

extension MultimodalSet {
    /// Writes the dataset in the ImageFolder format of Hugging Face: PNG files in a subfolder for each class, WAV files in `sounds`,
    /// and at last `metadata.jsonl` with a line for each caption; the k-th sound is on the line of the k-th caption; and `ImportTable`.
    ///
    /// Each sound is written once. Sounds that cannot be read are left out.
    /// - Returns: the sounds left out.
    /// - Throws: `ImageError` where an image cannot be written, `FileError` where the metadata cannot.
    package func write(to folder: String, threads: Int = ThreadPool.processors, progress: (String, Double) -> Void)
        throws -> [DataFault]
    {
        let files = try makeFolders(folder)
        let (names, faults) = try writeSounds(to: folder, threads, progress)
        var failure: ImageError?
        ThreadPool(threads).forEachResult(images.count, progress: { progress("writing images", $0) }) {
            i -> ImageError? in
            do throws(ImageError) {
                try PNG.write(images.bitmap(at: i), to: "\(folder)/\(files[i])")
                return nil
            } catch {
                return error
            }
        } _: { _, problem in
            failure = failure ?? problem
        }
        if let failure { throw failure }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines: [UInt8] = []
        for i in 0..<images.count {
            let known = sounds[i].compactMap { names[$0] }
            for k in 0..<max(captions[i].count, known.count) {
                let row = Row(
                    file_name: files[i], text: k < captions[i].count ? captions[i][k] : nil,
                    audio_file_name: k < known.count ? known[k] : nil)
                lines += try encoder.encode(row)
                lines.append(UInt8(ascii: "\n"))
            }
        }
        if !lines.isEmpty { try AtomicFile.write(lines, to: "\(folder)/metadata.jsonl") }
        try ImportTable.write(self, names: files, to: folder)
        return faults
    }

    /// A line of metadata; the names are the format's.
    private struct Row: Encodable {
        var file_name: String
        var text: String?
        var audio_file_name: String?
    }

    /// Creates the folders.
    /// - Returns: the path of each image below `folder`.
    private func makeFolders(_ folder: String) throws -> [String] {
        let digits = String(max(images.count - 1, 0)).count
        let files = (0..<images.count).map { i -> String in
            let number = String(i), file = String(repeating: "0", count: digits - number.count) + number + ".png"
            return images.className(at: i).map { "\(Self.folderName($0))/\(file)" } ?? "images/\(file)"
        }
        for below in Set(files.map { $0.prefix { $0 != "/" } }) {
            do {
                try FolderNames.make("\(folder)/\(below)")
            } catch {
                throw DataError.unwritable(path: "\(folder)/\(below)")
            }
        }
        return files
    }

    private func writeSounds(to folder: String, _ threads: Int, _ progress: (String, Double) -> Void) throws -> (
        [AudioSource: String], [DataFault]
    ) {
        let read = readSounds(seconds: Self.longestWritten, threads: threads) { progress("reading sounds", $0) }
        let subfolder = "sounds"
        if !read.clips.isEmpty {
            do {
                try FolderNames.make("\(folder)/\(subfolder)")
            } catch {
                throw DataError.unwritable(path: "\(folder)/\(subfolder)")
            }
        }
        var names: [AudioSource: String] = [:], used: Set<String> = []
        for source in sounds.joined() where names[source] == nil {
            guard let clip = read.clips[source] else { continue }
            let stem = Self.folderName(source.stem)
            var name = stem, suffix = 1
            while !used.insert(name).inserted {
                suffix += 1
                name = "\(stem)-\(suffix)"
            }
            try AudioFile.write(clip, to: "\(folder)/\(subfolder)/\(name).wav")
            names[source] = "\(subfolder)/\(name).wav"
        }
        return (names, read.faults)
    }

    /// The most seconds of a sound to write.
    private static let longestWritten = 30.0

    /// The name with letters, digits and "+._" only; any other character becomes a hyphen.
    private static func folderName(_ name: String) -> String {
        let safe = String(name.lowercased().map { $0.isLetter || $0.isNumber || "+._".contains($0) ? $0 : "-" })
        return safe.hasPrefix(".") || safe.isEmpty ? "-" + safe : safe
    }
}

extension AudioSource {
    /// A file name without extension.
    fileprivate var stem: String {
        switch self {
        case .file(let path):
            let file = path.split(separator: "/").last.map(String.init) ?? path
            return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        case .scene(let traits, let take):
            let words = ["\(traits.size)", traits.colour.map { "\($0)" }, "\(traits.shape)", "\(traits.position)"]
            return (words.compactMap { $0 } + ["\(take)"]).joined(separator: "-")
        }
    }
}
