import Glibc
package import Raster

extension Folder {
    /// An entry of a folder.
    package struct Entry: Sendable, Equatable {
        package enum Kind: Sendable {
            case file, folder
            /// A pipe, socket or device, or a link to nothing.
            case other
        }

        package var name: ExactPath
        /// Of a link, that of what it points to.
        package var kind: Kind
        package var isLink: Bool
    }

    /// Which folder a path leads to, also through links.
    package struct Identity: Hashable, Sendable {
        private let device, inode: UInt64

        /// nil for anything but a folder.
        package init?(_ path: ExactPath) {
            var status = stat()
            guard PathText.withSystemPath(path.text, { stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFDIR
            else { return nil }
            (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
        }
    }

    /// The entries of `path`, unsorted; no file is opened, so a pipe cannot block.
    package static func list(_ path: ExactPath) throws(RunError) -> [Entry] {
        guard let stream = PathText.withSystemPath(path.text, { opendir($0) }) else {
            throw .last("list the folder", path.shown)
        }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let next = readdir(stream) {
            let name = ExactPath(withUnsafeBytes(of: next.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) })
            guard name.bytes != [UInt8(ascii: ".")], name.bytes != Array("..".utf8) else { continue }
            let type = Int(next.pointee.d_type), isLink = type == DT_LNK
            let kind: Entry.Kind =
                switch type {
                case DT_REG: .file
                case DT_DIR: .folder
                // Some file systems do not say.
                case DT_LNK, DT_UNKNOWN: self.kind(path.appending(name))
                default: .other
                }
            entries.append(Entry(name: name, kind: kind, isLink: isLink))
        }
        return entries
    }

    /// What a path leads to, also through links.
    package static func kind(_ path: ExactPath) -> Entry.Kind {
        if FileStamp(path) != nil { return .file }
        return Identity(path) == nil ? .other : .folder
    }
}
