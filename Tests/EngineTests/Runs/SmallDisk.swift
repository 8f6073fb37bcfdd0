import Glibc

/// A RAM disk of a few kilobytes, visible to one thread only and released with it, even if the test crashes.
enum SmallDisk {
    /// Mounting needs root; without it these tests are disabled.
    static let isPossible = (try? mounted(at: "/dev", kilobytes: 16) {}) != nil

    struct Impossible: Error {}

    /// Runs `body` on a thread with an empty disk of this size mounted at `folder`.
    static func mounted(at folder: String, kilobytes: Int, _ body: @escaping () throws -> Void) throws {
        let work = Work {
            typealias Unshare = @convention(c) (Int32) -> Int32
            typealias Text = UnsafePointer<CChar>
            typealias Mount = @convention(c) (Text?, Text, Text?, UInt, Text?) -> Int32
            guard let unshare = dlsym(nil, "unshare"), let mount = dlsym(nil, "mount") else { throw Impossible() }
            let newMounts: Int32 = 0x0002_0000, recursive: UInt = 16384, isPrivate: UInt = 1 << 18
            // A private mount namespace for this thread.
            guard unsafeBitCast(unshare, to: Unshare.self)(newMounts) == 0,
                unsafeBitCast(mount, to: Mount.self)(nil, "/", nil, recursive | isPrivate, nil) == 0,
                unsafeBitCast(mount, to: Mount.self)("tmpfs", folder, "tmpfs", 0, "size=\(kilobytes)k") == 0
            else { throw Impossible() }
            try body()
        }
        var thread = pthread_t()
        let started = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Work>.fromOpaque(pointer).takeUnretainedValue().run()
                return nil
            }, Unmanaged.passUnretained(work).toOpaque())
        guard started == 0 else { throw Impossible() }
        pthread_join(thread, nil)
        if let failure = work.failure { throw failure }
    }

    private final class Work {
        private let body: () throws -> Void
        private(set) var failure: (any Error)?

        init(_ body: @escaping () throws -> Void) { self.body = body }

        func run() { do { try body() } catch { failure = error } }
    }
}
