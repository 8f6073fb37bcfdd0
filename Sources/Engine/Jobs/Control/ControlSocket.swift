import Dispatch
import Glibc
import Synchronization

/// The door of a run that trains: a Unix stream socket in its folder that only the owner may use.
///
/// A line in is a line out, in order; how long the answer takes is up to `serve`. Everything happens on one queue.
package final class ControlSocket: Sendable {
    /// Answers a request, at once or later, from any thread.
    package typealias Serve = @Sendable (ControlRequest, _ answer: @escaping @Sendable (ControlReply) -> Void) -> Void

    /// Bytes of a request's line.
    package static let lineLimit = 4096
    package static let connectionLimit = 32

    private let path: String
    private let queue = DispatchQueue(label: "tessera.control", qos: .userInitiated)
    // Never changes, and libdispatch takes its calls from any thread.
    nonisolated(unsafe) private let listener: any DispatchSourceRead
    private let open = Mutex<[Int32: ControlConnection]>([:])

    /// Opens the socket of a run whose lock the caller holds: a socket that is there belongs to a process that is gone.
    package init(_ folder: RunFolder, serve: @escaping Serve) throws(RunError) {
        path = folder.socketPath
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(AF_UNIX, Int32(type), 0)
        guard descriptor >= 0 else { throw .last("make the control socket", path) }
        do throws(SocketAddress.Failure) {
            try Self.removeStale(path)
            try SocketAddress(folder: folder.path, name: RunFolder.socketName).bind(descriptor)
            // Nobody can connect before `listen`, so the narrow mode is in time.
            guard chmod(path, 0o600) == 0, listen(descriptor, 16) == 0 else { throw SocketAddress.Failure(code: errno) }
        } catch {
            Glibc.close(descriptor)
            throw .system(doing: "make the control socket", path: path, reason: error.reason)
        }
        listener = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        listener.setEventHandler { @Sendable [weak self] in self?.accept(from: descriptor, serve) }
        listener.setCancelHandler { @Sendable in _ = Glibc.close(descriptor) }
        listener.activate()
    }

    /// Only a socket is taken away: whoever put something else there may want it.
    private static func removeStale(_ path: String) throws(SocketAddress.Failure) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        guard unlink(path) == 0 else { throw SocketAddress.Failure(code: errno) }
    }

    /// Sends the answers that are on their way, then ends every connection and removes the socket.
    package func close() {
        queue.sync {
            guard !listener.isCancelled else { return }
            listener.cancel()
            unlink(path)
            for connection in open.withLock({ Array($0.values) }) { connection.end() }
        }
    }

    private func accept(from descriptor: Int32, _ serve: @escaping Serve) {
        while true {
            let peer = Glibc.accept(descriptor, nil, nil)
            guard peer >= 0 else { return }
            _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
            guard open.withLock({ $0.count }) < Self.connectionLimit else {
                let why = "too many connections; close one of the \(Self.connectionLimit)"
                let line = ControlLine.of(ControlReply.refusal(why, isUsage: false))
                _ = send(peer, line, line.count, Int32(MSG_NOSIGNAL))
                Glibc.close(peer)
                continue
            }
            let connection = ControlConnection(peer, on: queue, serve) { [weak self] in
                self?.open.withLock { $0[peer] = nil }
            }
            open.withLock { $0[peer] = connection }
            connection.begin()
        }
    }
}
