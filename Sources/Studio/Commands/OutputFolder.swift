import ArgumentParser
import Raster

/// The folder that a command writes.
enum OutputFolder {
    /// Refuses the name of an image or an archive, which would become that of a folder.
    static func check(_ path: String) throws {
        let isFile = ImageFormat.isImage(path) || ["zip", "gz", "tar"].contains(ImageFormat.ending(of: path) ?? "")
        guard isFile, !path.hasSuffix("/"), FileState(path) != .folder else { return }
        throw ValidationError(
            "--out \(path) is a folder here, and the name is that of a file; write \(path)/, or leave out the ending")
    }
}
