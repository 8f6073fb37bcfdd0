import Glibc

/// Lists what is below a folder with as few system calls as possible: some 0.1 s for 100,000 files.
enum FolderWalk {
    /// The visible entries below `folder` that are no folders, at any depth, as paths relative to it, in no particular order. Links to
    /// folders are followed, each folder once, so that a link to a parent ends.
    /// - Parameter skip: gets a folder that cannot be listed, relative to `folder`.
    static func files<Failure: Error>(
        below folder: String, where isWanted: (String) -> Bool = { _ in true },
        unlistable skip: (String) throws(Failure) -> Void
    ) throws(Failure) -> [String] {
        var found: [String] = [], seen: Set<Identity> = [], waiting = [""]
        while let relative = waiting.popLast() {
            guard let stream = opendir(relative.isEmpty ? folder : "\(folder)/\(relative)") else {
                try skip(relative)
                continue
            }
            defer { closedir(stream) }
            var status = stat()
            guard fstat(dirfd(stream), &status) == 0,
                seen.insert(Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))).inserted
            else { continue }
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard !name.hasPrefix(".") else { continue }
                let below = relative.isEmpty ? name : "\(relative)/\(name)"
                if isFolder(entry, name, dirfd(stream)) {
                    waiting.append(below)
                } else if isWanted(name) {
                    found.append(below)
                }
            }
        }
        return found
    }

    /// Asks the system only where the listing does not say it.
    private static func isFolder(_ entry: UnsafeMutablePointer<dirent>, _ name: String, _ folder: Int32) -> Bool {
        switch Int(entry.pointee.d_type) {
        case Int(DT_DIR): return true
        case Int(DT_LNK), Int(DT_UNKNOWN):
            var target = stat()
            return fstatat(folder, name, &target, 0) == 0 && target.st_mode & S_IFMT == S_IFDIR
        default: return false
        }
    }

    private struct Identity: Hashable {
        var device: UInt, inode: UInt
    }
}
