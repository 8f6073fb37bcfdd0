import FoundationEssentials
import Raster

extension PairedSet {
    /// The pictures `indices` and what is known of them, in this order.
    public func subset(_ indices: some Sequence<Int>) -> PairedSet {
        let indices = Array(indices)
        return PairedSet(images: images.subset(indices), captions: indices.map { captions[$0] }, sounds: indices.map { sounds[$0] },
                         faults: faults, traits: traits.map { traits in indices.map { traits[$0] } })
    }

    /// `count` of the pictures, all where there are no more; the seed says which.
    public func sample(_ count: Int, seed: UInt64) -> PairedSet {
        count >= images.count ? self : subset(Pick.indices(count, of: images.count, seed: seed).sorted())
    }


    /// Writes the set as an ImageFolder: PNG files in a subfolder for each class, WAV files in `sounds`, each sound once, and
    /// `metadata.jsonl`, last, with a line for each caption; the k-th sound is on the line of the k-th caption.
    ///
    /// Sounds that cannot be read are left out.
    /// - Returns: what was left out.
    /// - Throws: `PictureError` where the disk refuses a picture, `FileError` where it refuses the metadata.
    public func write(to folder: String, progress: (String, Double) -> Void) throws -> [DataFault] {
        let places = try makeFolders(folder)
        let (names, faults) = try writeSounds(to: folder, progress)
        var failure: PictureError?
        Blocks.each(images.count, progress: { progress("writing pictures", $0) }) { i -> PictureError? in
            do throws(PictureError) {
                try PNG.write(images.bitmap(at: i), to: "\(folder)/\(places[i])")
                return nil
            } catch {
                return error
            }
        } take: { _, problem in
            failure = failure ?? problem
        }
        if let failure { throw failure }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines: [UInt8] = []
        for i in 0..<images.count {
            let known = sounds[i].compactMap { names[$0] }
            for k in 0..<max(captions[i].count, known.count) {
                let row = Row(file_name: places[i], text: k < captions[i].count ? captions[i][k] : nil,
                              audio_file_name: k < known.count ? known[k] : nil)
                lines += try encoder.encode(row)
                lines.append(UInt8(ascii: "\n"))
            }
        }
        if !lines.isEmpty { try WholeFile.write(lines, to: "\(folder)/metadata.jsonl") }
        return faults
    }

    /// Named as in the file.
    private struct Row: Encodable {
        var file_name: String
        var text: String?
        var audio_file_name: String?
    }

    /// Makes the folders and gives back where each picture goes.
    private func makeFolders(_ folder: String) throws -> [String] {
        let digits = String(max(images.count - 1, 0)).count
        let places = (0..<images.count).map { i -> String in
            let number = String(i), file = String(repeating: "0", count: digits - number.count) + number + ".png"
            return images.className(at: i).map { "\(Self.folderName($0))/\(file)" } ?? "pictures/\(file)"
        }
        for below in Set(places.map { $0.prefix { $0 != "/" } }) {
            do {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(below)", withIntermediateDirectories: true)
            } catch {
                throw DataError.unwritable(path: "\(folder)/\(below)")
            }
        }
        return places
    }

    private func writeSounds(to folder: String, _ progress: (String, Double) -> Void) throws -> ([SoundSource: String], [DataFault]) {
        let read = readSounds(seconds: Self.longestWritten) { progress("reading sounds", $0) }
        let inFolder = "sounds"
        if !read.clips.isEmpty {
            do {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(inFolder)", withIntermediateDirectories: true)
            } catch {
                throw DataError.unwritable(path: "\(folder)/\(inFolder)")
            }
        }
        var names: [SoundSource: String] = [:], taken: Set<String> = []
        for source in sounds.joined() where names[source] == nil {
            guard let clip = read.clips[source] else { continue }
            let stem = Self.folderName(source.stem)
            var name = stem, again = 1
            while !taken.insert(name).inserted {
                again += 1
                name = "\(stem)-\(again)"
            }
            try SoundFile.write(clip, to: "\(folder)/\(inFolder)/\(name).wav")
            names[source] = "\(inFolder)/\(name).wav"
        }
        return (names, read.faults)
    }

    /// Seconds of a sound that are written at most.
    private static let longestWritten = 30.0

    /// Letters, numbers and a few signs; what else is in a name becomes a hyphen.
    private static func folderName(_ name: String) -> String {
        let safe = String(name.lowercased().map { $0.isLetter || $0.isNumber || "+._".contains($0) ? $0 : "-" })
        return safe.hasPrefix(".") || safe.isEmpty ? "-" + safe : safe
    }
}

extension SoundSource {
    /// A file name for it, less the extension.
    fileprivate var stem: String {
        switch self {
        case .file(let path):
            let file = path.split(separator: "/").last.map(String.init) ?? path
            return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        case .scene(let traits, let take):
            let words = ["\(traits.extent)", traits.colour.map { "\($0)" }, "\(traits.shape)", "\(traits.place)"]
            return (words.compactMap { $0 } + ["\(take)"]).joined(separator: "-")
        }
    }
}
