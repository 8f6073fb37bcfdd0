import Raster

/// The folder of a run (format: docs/run-format.md).
///
///     run.toml                                all settings
///     events.out.tfevents.*                   TensorBoard scalars and sample grids
///     checkpoints/step-00001000.safetensors   everything needed to resume
///     checkpoints/best.safetensors            the checkpoint with the best score
///     samples/step-00001000.png               the sample grid of fixed noise
///     control.sock                            the control socket, while the run trains
///     .lock                                   locked while the run trains
package struct RunFolder: Sendable, Equatable {
    /// The folder of new runs, below the working one.
    package static let standardParent = "runs"

    package let path: String

    /// The folder's own name, e.g. "dcgan-fashion-mnist-001".
    package var name: String { Self.lastPart(of: path) }

    package var runFilePath: String { "\(path)/\(Self.runFileName)" }
    package var checkpointsPath: String { "\(path)/checkpoints" }
    package var samplesPath: String { "\(path)/samples" }
    package var socketPath: String { "\(path)/\(Self.socketName)" }
    package var lockPath: String { "\(path)/.lock" }

    static let runFileName = "run.toml"
    package static let socketName = "control.sock"

    package func checkpointPath(step: Int) -> String { "\(checkpointsPath)/\(Self.stem(step)).safetensors" }
    package func samplesPath(step: Int) -> String { "\(samplesPath)/\(Self.stem(step)).png" }

    /// The path of a sample grid of the run in the folder `path`.
    package static func samplesPath(step: Int, of path: String) -> String {
        RunFolder(path: path).samplesPath(step: step)
    }

    package var bestPath: String { "\(checkpointsPath)/best.safetensors" }

    private static func stem(_ step: Int) -> String {
        let digits = String(step)
        return "step-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private init(path: String) { self.path = path }

    /// Opens the folder of an existing run.
    /// - Throws: `RunError.notARun` where there is no run.toml.
    package static func open(_ path: String) throws(RunError) -> RunFolder {
        let folder = RunFolder(path: trimmed(path))
        guard Folder.exists(folder.runFilePath) else { throw .notARun(path: path) }
        return folder
    }

    /// Creates the folder of a new run.
    /// - Parameters:
    ///   - path: a new or empty folder; nil for the next free `PRESET-DATA-001` below `parent`.
    ///   - parent: the folder of unnamed runs.
    /// - Throws: `RunError`.
    package static func create(
        at path: String?, preset: String, data: String,
        under parent: String = standardParent
    ) throws(RunError) -> RunFolder {
        let folder: RunFolder
        if let path {
            guard PathText.isUTF8(path) else {
                throw .system(doing: "create the folder", path: path, reason: "a run's name must be UTF-8")
            }
            folder = RunFolder(path: trimmed(path))
            try Folder.make(folder.path)
            guard !Folder.exists(folder.runFilePath) else { throw .alreadyARun(path: folder.path) }
            guard try isUnused(folder) else { throw .notEmpty(path: folder.path) }
        } else {
            folder = RunFolder(path: try fresh("\(word(preset))-\(word(data))", under: parent))
        }
        try Folder.make(folder.checkpointsPath)
        try Folder.make(folder.samplesPath)
        return folder
    }

    /// Locks the run for training and deletes the temporary files of killed processes.
    /// - Throws: `RunError.busy` where another process has the lock.
    package func lock() throws(RunError) -> RunLock {
        let lock = try RunLock(path: lockPath, run: path)
        StaleFiles.remove(from: [path, checkpointsPath, samplesPath])
        return lock
    }

    // MARK: - Creating folders

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// True for a folder with nothing but what an interrupted `create` leaves.
    private static func isUnused(_ folder: RunFolder) throws(RunError) -> Bool {
        let entries = try Folder.entries(folder.path)
        let expected: Set = [".lock", "checkpoints", "samples"]
        guard expected.isSuperset(of: entries) else { return false }
        for subfolder in [folder.checkpointsPath, folder.samplesPath] where Folder.exists(subfolder) {
            if try !Folder.entries(subfolder).isEmpty { return false }
        }
        return true
    }

    /// Creates the folder `stem` with the next free number.
    private static func fresh(_ stem: String, under parent: String) throws(RunError) -> String {
        try Folder.make(parent)
        let names = try Folder.entries(parent).filter { $0.hasPrefix(stem + "-") }
        // At most nine digits, so that the next number cannot overflow.
        let numbers = names.map { $0.dropFirst(stem.count + 1) }.filter { $0.count <= 9 }.compactMap { Int($0) }
        var number = (numbers.max() ?? 0) + 1
        while true {
            let digits = String(number)
            let path = "\(parent)/\(stem)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            // Two runs may start at once; only one of them creates this folder.
            if try Folder.makeNew(path) { return path }
            number += 1
        }
    }

    /// A preset or data name as part of a folder name: other characters become hyphens.
    private static func word(_ name: String) -> String {
        let safe = lastPart(of: name).map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || "-_.".contains(letter)) ? letter : "-"
        }
        let word = String(safe.drop { $0 == "-" || $0 == "." })
        return word.isEmpty ? "run" : word
    }

    static func lastPart(of path: String) -> String {
        String(path.split(separator: "/").last ?? Substring(path))
    }
}
