package import Raster

/// Work on every image of a folder that writes a file for each: which files, and what is there already.
package struct FolderJob: Sendable {
    /// An image and the file that its result is written to.
    package struct Item: Sendable, Hashable {
        /// The path of the image below the folder, e.g. "trip/a.jpg".
        package let name: String
        package let input: String, output: String
    }

    /// The state of an item's output file.
    package enum Presence: Sendable {
        case missing
        /// Newer than what it is made of.
        case present
        /// Older than what it is made of.
        case stale
    }

    package let folder: String, out: String
    /// Sorted by name.
    package let items: [Item]

    /// Lists the images of `folder`, and with `isRecursive` those of the folders in it, but for `out`. Links are followed, each folder once.
    ///
    /// An output has the name and the ending of its image; another ending with `format`, and `png` where images of that kind cannot be
    /// written. Where two images would get one name, the outputs keep both endings: "a.jpg.png", "a.png.png".
    /// - Parameters:
    ///   - format: an ending in lower case, without dot; nil to keep that of the image.
    ///   - isLeftOut: true for names that are no inputs, such as masks.
    /// - Throws: `FolderJobError`.
    package init(
        folder: String, out: String, format: String? = nil, isRecursive: Bool = true,
        leavingOut isLeftOut: (String) -> Bool = { _ in false }
    ) throws(FolderJobError) {
        let (from, to) = (Self.resolved(folder), Self.resolved(out))
        guard from != to else { throw .outIsInput(out) }
        switch FileState(out) {
        case .folder, .missing: break
        case .file, .special: throw .outIsFile(out)
        }
        let names = try Self.images(of: folder, without: to, isRecursive: isRecursive).filter { !isLeftOut($0) }
        guard !names.isEmpty else { throw .noImages(folder: folder) }
        func output(_ name: String) -> String {
            let ending = ImageFormat.ending(of: name) ?? ""
            let wanted = format ?? ((try? ImageFormat(writing: name)) == nil ? "png" : ending)
            return wanted == ending ? name : String(name.dropLast(ending.count)) + wanted
        }
        let shared = Dictionary(names.map { (output($0), 1) }, uniquingKeysWith: +)
        (self.folder, self.out) = (folder, out)
        items = names.map { name in
            let short = output(name)
            let unique = shared[short] == 1 ? short : "\(name).\(ImageFormat.ending(of: short) ?? "")"
            return Item(name: name, input: "\(folder)/\(name)", output: "\(out)/\(unique)")
        }
    }

    /// - Parameter others: further files that the output is made of.
    package static func presence(of item: Item, others: [String] = []) -> Presence {
        guard let written = modified(item.output) else { return .missing }
        let newest = ([item.input] + others).compactMap(modified).max()
        return newest.map { $0 > written } == true ? .stale : .present
    }

    private static func modified(_ path: String) -> Double? { FolderNames.facts(path)?.modified }

    private static func resolved(_ path: String) -> String { FolderNames.resolved(path) }

    /// The visible regular files of `folder` with an ending of images, as paths relative to it, sorted.
    private static func images(of folder: String, without excluded: String, isRecursive: Bool) throws(FolderJobError)
        -> [String]
    {
        var found: [String] = [], seen: Set<String> = [], waiting = [""]
        while let relative = waiting.popLast() {
            let path = relative.isEmpty ? folder : "\(folder)/\(relative)", real = resolved(path)
            guard real != excluded, seen.insert(real).inserted else { continue }
            guard let names = FolderNames.list(path) else {
                if relative.isEmpty { throw .unreadable(folder: folder) }
                continue
            }
            for name in names where !name.hasPrefix(".") {
                let below = relative.isEmpty ? name : "\(relative)/\(name)"
                // A link is what it leads to.
                switch FileState("\(folder)/\(below)") {
                case .folder where isRecursive: waiting.append(below)
                case .file where ImageFormat.isImage(name): found.append(below)
                default: break
                }
            }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// Why a folder cannot be worked on, or was not worked on completely.
package enum FolderJobError: UserError, Equatable {
    case unreadable(folder: String)
    case noImages(folder: String)
    case outIsInput(String)
    case outIsFile(String)
    case someFailed(folder: String, count: Int, of: Int)

    package var location: String? {
        switch self {
        case .unreadable(let folder), .noImages(let folder), .outIsInput(let folder), .outIsFile(let folder),
            .someFailed(let folder, _, _):
            folder
        }
    }

    package var what: String {
        switch self {
        case .unreadable: "the folder cannot be listed"
        case .noImages: "there is no image in this folder"
        case .outIsInput: "this is the folder of the images themselves"
        case .outIsFile: "this is a file, not a folder"
        case .someFailed(_, let count, let all): "\(count) of \(all) images failed"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .unreadable: "check the name and the permissions"
        case .noImages: "name a folder with PNG, JPEG or other image files"
        case .outIsInput, .outIsFile: "\(.chooseFolder)"
        case .someFailed: "the lines above name them; the same command again does only what is missing"
        }
    }

    package var isUsage: Bool {
        switch self {
        case .outIsInput, .outIsFile: true
        case .unreadable, .noImages, .someFailed: false
        }
    }
}
