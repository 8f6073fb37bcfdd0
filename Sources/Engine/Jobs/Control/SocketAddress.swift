import Glibc

/// The address of a Unix socket at a path of any length.
///
/// The kernel accepts 107 bytes. A longer path goes through the opened folder, `/proc/self/fd/NUMBER`, so that the working directory need
/// not change.
struct SocketAddress: ~Copyable {
    private static let limit = 107
    private let folder: Int32
    private let path: [UInt8]

    /// The address of `name` in `folder`.
    /// - Throws: the system's error.
    init(folder: String, name: String) throws(Failure) {
        let direct = Array("\(folder)/\(name)".utf8)
        if direct.count <= Self.limit {
            (self.folder, path) = (-1, direct)
            return
        }
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        (self.folder, path) = (descriptor, Array("/proc/self/fd/\(descriptor)/\(name)".utf8))
        precondition(path.count <= Self.limit, "\(name) is too long for a socket")
    }

    deinit { if folder >= 0 { close(folder) } }

    struct Failure: Error {
        var code: Int32
        var reason: String { String(cString: strerror(code)) }
    }

    borrowing func bind(_ socket: Int32) throws(Failure) { try call(Glibc.bind, socket) }

    borrowing func connect(_ socket: Int32) throws(Failure) { try call(Glibc.connect, socket) }

    private borrowing func call(
        _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32,
        _ socket: Int32
    ) throws(Failure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { [path] in $0.copyBytes(from: path) }
        let failed =
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    function(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            } != 0
        if failed { throw Failure(code: errno) }
    }
}
