import Numerics
import Synchronization

/// The folders that were listed while one set of data is opened, so that its images, captions and summary come from one listing.
///
/// Listing 100,000 files and asking the system for their times takes most of a second start.
package final class FolderListings: Sendable {
    @TaskLocal private static var current: FolderListings?

    private let folders = Mutex<[String: ImageFolder]>([:])
    private let states = Mutex<[String: FileFingerprint]>([:])

    private init() {}

    /// Calls `body`, during which each folder of images is listed once. Files that change meanwhile are noticed after decoding, as ever.
    package static func shared<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        if current != nil { return try body() }
        let result = $current.withValue(FolderListings()) {
            Result { () throws(Failure) in try body() }
        }
        return try result.get()
    }

    /// The folder of a key: listed before, or by `list`.
    static func folder(
        _ key: String, list: () throws(DataError) -> ImageFolder
    ) throws(DataError) -> ImageFolder {
        if let known = current?.folders.withLock({ $0[key] }) { return known }
        let folder = try list()
        current?.folders.withLock { $0[key] = folder }
        return folder
    }

    /// The fingerprint of a key: found before, or by `find`; nil for files that keep changing.
    static func state(_ key: String, find: () -> FileFingerprint?) -> FileFingerprint? {
        if let known = current?.states.withLock({ $0[key] }) { return known }
        let state = find()
        current?.states.withLock { $0[key] = state }
        return state
    }
}
