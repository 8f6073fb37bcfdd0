/// Where a run lives on disk; the folder is the interface, for us, for other tools and for another studio.
///
///     run.toml                                every setting, resolved
///     events.out.tfevents.*                   scalars and sample grids
///     checkpoints/step-00001000.safetensors   everything needed to go on
///     checkpoints/best.safetensors            the same, of the step with the best score
///     samples/step-00001000.png               the fixed-noise grid
///     control.sock                            while it trains
public struct RunFolder: Sendable, Equatable {
    public let path: String

    /// The folder's own name, e.g. "dcgan-fashion-mnist-001".
    public var name: String { Self.lastPart(of: path) }

    public var settingsPath: String { "\(path)/\(Self.settingsName)" }
    public var checkpointsPath: String { "\(path)/checkpoints" }
    public var samplesPath: String { "\(path)/samples" }
    public var socketPath: String { "\(path)/\(Self.socketName)" }
    public var lockPath: String { "\(path)/.lock" }

    static let settingsName = "run.toml"
    static let socketName = "control.sock"

    public func checkpointPath(step: Int) -> String { "\(checkpointsPath)/\(Self.stem(step)).safetensors" }
    public func samplesPath(step: Int) -> String { "\(samplesPath)/\(Self.stem(step)).png" }

    public var bestPath: String { "\(checkpointsPath)/best.safetensors" }

    private static func stem(_ step: Int) -> String {
        let digits = String(step)
        return "step-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private init(path: String) { self.path = path }

    /// Opens the folder of an existing run.
    /// - Throws: `RunError.notARun` where there is no run.toml.
    public static func open(_ path: String) throws(RunError) -> RunFolder {
        let folder = RunFolder(path: trimmed(path))
        guard Folder.exists(folder.settingsPath) else { throw .notARun(path: path) }
        return folder
    }

    /// Makes the folder of a new run.
    /// - Parameters:
    ///   - path: the folder; it must be new or empty. Nil makes a fresh `PRESET-DATA-001` below `parent`.
    ///   - parent: where runs without a name of their own go.
    public static func create(at path: String?, preset: String, data: String,
                              under parent: String = "runs") throws(RunError) -> RunFolder {
        let folder: RunFolder
        if let path {
            folder = RunFolder(path: trimmed(path))
            try Folder.make(folder.path)
            guard !Folder.exists(folder.settingsPath) else { throw .alreadyARun(path: folder.path) }
            guard try isUnused(folder) else { throw .notEmpty(path: folder.path) }
        } else {
            folder = RunFolder(path: try fresh("\(word(preset))-\(word(data))", under: parent))
        }
        try Folder.make(folder.checkpointsPath)
        try Folder.make(folder.samplesPath)
        return folder
    }

    /// Takes the lock that one training process at a time may hold, and clears away what dead ones left half-written.
    /// - Throws: `RunError.busy` with the process that holds it.
    public func claim() throws(RunError) -> RunLock {
        let lock = try RunLock(path: lockPath, run: path)
        StrayFiles.remove(from: [path, checkpointsPath, samplesPath])
        return lock
    }

    // MARK: - Making folders

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// Nothing but what an earlier `create` leaves when it is killed before the settings are written.
    private static func isUnused(_ folder: RunFolder) throws(RunError) -> Bool {
        let entries = try Folder.entries(folder.path)
        let own: Set = [".lock", "checkpoints", "samples"]
        guard own.isSuperset(of: entries) else { return false }
        for part in [folder.checkpointsPath, folder.samplesPath] where Folder.exists(part) {
            if try !Folder.entries(part).isEmpty { return false }
        }
        return true
    }

    /// The first unused number behind `stem`, as a folder just made.
    private static func fresh(_ stem: String, under parent: String) throws(RunError) -> String {
        try Folder.make(parent)
        let taken = try Folder.entries(parent).filter { $0.hasPrefix(stem + "-") }
        // Up to nine digits: a longer number is no number of ours and may be the largest there is.
        let numbers = taken.map { $0.dropFirst(stem.count + 1) }.filter { $0.count <= 9 }.compactMap { Int($0) }
        var number = (numbers.max() ?? 0) + 1
        while true {
            let digits = String(number)
            let path = "\(parent)/\(stem)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            // Two runs may start at once: only one of them makes this folder.
            if try Folder.makeNew(path) { return path }
            number += 1
        }
    }

    /// What is left of a preset or data name as part of a folder name.
    private static func word(_ name: String) -> String {
        let kept = lastPart(of: name).map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || "-_.".contains(letter)) ? letter : "-"
        }
        let word = String(kept.drop { $0 == "-" || $0 == "." })
        return word.isEmpty ? "run" : word
    }

    private static func lastPart(of path: String) -> String {
        String(path.split(separator: "/").last ?? Substring(path))
    }
}
