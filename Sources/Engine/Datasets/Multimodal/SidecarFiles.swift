import Numerics
import Raster

/// Captions and sounds in files beside the images, by name: `cat.txt` or `cat.caption`, `cat.ogg`, `cat_meow.ogg` beside `cat.png`.
///
/// A file belongs to the image with the longest fitting name. `NAME_desc_fr.ogg` and `NAME_fr.ogg` are sounds of a language, which are
/// left out unless it is asked for, as are the lines of other languages in text files.
struct SidecarFiles {
    private static let captionEndings: Set = ["txt", "caption"], soundEndings: Set = ["wav", "ogg", "flac", "mp3"]

    /// The folder of the images.
    private let folder: String
    private let language: String?
    /// Text files and sounds by the image's path without its ending.
    private var texts: [String: [String]] = [:]
    private var sounds: [String: [(file: String, language: String?)]] = [:]

    /// Finds the files that belong to images of `folder`; reads none of them.
    init(_ folder: ImageFolder, language: String?) {
        (self.folder, self.language) = (folder.path, language)
        let endings = Self.captionEndings.union(Self.soundEndings)
        let files = folder.contents.otherFiles.filter { endings.contains(Self.ending($0)) }
        guard !files.isEmpty else { return }
        let stems = Set(folder.files.map(Self.stem))
        for file in files {
            let stem = Self.stem(file)
            if Self.captionEndings.contains(Self.ending(file)) {
                if stems.contains(stem) { texts[stem, default: []].append(file) }
            } else if let (image, code) = Self.owner(of: stem, among: stems) {
                sounds[image, default: []].append((file, code))
            }
        }
    }

    var isEmpty: Bool { texts.isEmpty && sounds.isEmpty }

    /// `images` with what lies beside them. A text file that cannot be read becomes a fault.
    /// - Parameter files: the file of each image, below the folder.
    func set(_ images: ImageSet, files: [String]) -> MultimodalSet {
        var images = images, captions: [[String]] = [], sources: [[AudioSource]] = [], faults: [DataFault] = []
        var used = (texts: 0, sounds: 0), languages: Set<String> = [], otherSounds = 0
        for file in files {
            let stem = Self.stem(file)
            var lines: [String] = []
            for path in texts[stem] ?? [] {
                used.texts += 1
                images.leftOut.remove([path])
                switch Self.read("\(folder)/\(path)", name: path) {
                case .success(let text):
                    let found = SidecarCaptions(text)
                    languages.formUnion(found.translated.keys)
                    for line in found.captions(in: language) where !lines.contains(line) {
                        lines.append(String(line.prefix(MetadataFolder.longestCaption)))
                        if line.count > MetadataFolder.longestCaption {
                            faults.append(
                                DataFault(
                                    file: path,
                                    reason:
                                        "a long caption, truncated to its first \(MetadataFolder.longestCaption) characters"
                                ))
                        }
                    }
                case .failure(let fault): faults.append(fault)
                }
            }
            let beside = sounds[stem] ?? [], wanted = beside.filter { $0.language == language }
            // Without one in the language, the sound without a language serves.
            let chosen = wanted.isEmpty ? beside.filter { $0.language == nil } : wanted
            used.sounds += chosen.count
            otherSounds += beside.count - chosen.count
            // Sounds of other languages are named in a note of their own.
            images.leftOut.remove(beside.map(\.file))
            captions.append(lines)
            sources.append(chosen.map { AudioSource.file("\(folder)/\($0.file)") })
        }
        return MultimodalSet(
            images: images, captions: captions, sounds: sources, faults: faults,
            notes: notes(used, languages: languages, otherSounds: otherSounds))
    }

    private func notes(_ used: (texts: Int, sounds: Int), languages: Set<String>, otherSounds: Int) -> [String] {
        let others = languages.subtracting(language.map { [$0] } ?? []).sorted()
        var texts = "captions from \(used.texts) text file\(used.texts == 1 ? "" : "s") beside the images"
        if let language { texts += ", the lines in \(language) where there are any" }
        if !others.isEmpty {
            let listed = others.prefix(6).joined(separator: ", ") + (others.count > 6 ? ", …" : "")
            texts +=
                "; lines in \(others.count) other languages left out (\(listed); :captions=\(others[0]) after the path reads one)"
        }
        var sounds = "sounds from \(used.sounds) file\(used.sounds == 1 ? "" : "s") beside the images"
        if otherSounds > 0 { sounds += "; \(otherSounds) of other languages left out" }
        return (used.texts > 0 ? [texts] : []) + (used.sounds + otherSounds > 0 ? [sounds] : [])
    }

    // MARK: - Names

    private static func ending(_ file: String) -> String {
        file.lastIndex(of: ".").map { file[file.index(after: $0)...].lowercased() } ?? ""
    }

    /// The path without its ending.
    private static func stem(_ file: String) -> String {
        guard let dot = file.lastIndex(of: "."), !file[dot...].contains("/") else { return file }
        return String(file[..<dot])
    }

    /// The image that the sound `stem` belongs to, and the language in its name: the longest image's name that it begins with.
    private static func owner(of stem: String, among images: Set<String>) -> (image: String, language: String?)? {
        if images.contains(stem) { return (stem, nil) }
        var end = stem.endIndex
        while let bar = stem[..<end].lastIndex(of: "_") {
            let image = String(stem[..<bar])
            if images.contains(image) { return (image, language(in: stem[stem.index(after: bar)...])) }
            end = bar
        }
        return nil
    }

    /// The language at the end of what follows an image's name: "desc_fr" and "en_GB" have one, "desc" and "meow" have none.
    private static func language(in rest: Substring) -> String? {
        let code = rest.hasPrefix("desc_") ? rest.dropFirst(5) : rest
        let isCode = SidecarCaptions.isLanguage(code)
        // A short word such as "run" is a language only after "desc", with a region, or with two letters.
        return isCode && (code.startIndex != rest.startIndex || code.contains("_") || code.count == 2)
            ? String(code) : nil
    }

    // MARK: - Reading

    private static let longestText = 1 << 20

    private static func read(_ path: String, name: String) -> Result<String, DataFault> {
        do throws(DataError) {
            let file = try Gzip(path)
            guard file.limit <= longestText else {
                return .failure(DataFault(file: name, reason: "longer than a megabyte; captions are a line each"))
            }
            let bytes = try file.read(file.limit)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return .failure(DataFault(file: name, reason: "not UTF-8 text; save it again as UTF-8"))
            }
            return .success(text)
        } catch {
            return .failure(DataFault(file: name, reason: error.what))
        }
    }
}
