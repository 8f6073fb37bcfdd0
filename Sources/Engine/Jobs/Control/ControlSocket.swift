import Dispatch
import Glibc
package import Runs
import Synchronization

/// The control socket of a training run: a Unix stream socket in its folder, accessible to its owner only.
///
/// Each line in has one line out, in order. `serve` decides when a reply is sent. Everything happens on one queue.
package final class ControlSocket: Sendable {
    /// Handles a request; calls `reply` once, at once or later, on any thread.
    package typealias Serve = @Sendable (ControlRequest, _ reply: @escaping @Sendable (ControlReply) -> Void) -> Void

    /// Bytes of a request's line at most.
    package static let lineLimit = 4096
    package static let connectionLimit = 32

    private let path: String
    private let queue = DispatchQueue(label: "tessera.control", qos: .userInitiated)
    // Immutable, and libdispatch sources are thread-safe.
    nonisolated(unsafe) private let listener: any DispatchSourceRead
    private let open = Mutex<[Int32: ControlConnection]>([:])

    /// Creates the socket. The caller holds the run's lock, so an existing socket is of a process that has died.
    /// - Throws: `RunError` where it cannot be created.
    package init(_ folder: RunFolder, serve: @escaping Serve) throws(RunError) {
        path = folder.socketPath
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(AF_UNIX, Int32(type), 0)
        guard descriptor >= 0 else { throw .last("create the control socket", path) }
        do throws(SocketAddress.Failure) {
            try Self.removeStale(path)
            try SocketAddress(folder: folder.path, name: RunFolder.socketName).bind(descriptor)
            // No client can connect before `listen`, so the permissions are set in time.
            guard chmod(path, 0o600) == 0, listen(descriptor, 16) == 0 else { throw SocketAddress.Failure(code: errno) }
        } catch {
            Glibc.close(descriptor)
            throw .system(doing: "create the control socket", path: path, reason: error.reason)
        }
        listener = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        listener.setEventHandler { @Sendable [weak self] in self?.accept(from: descriptor, serve) }
        listener.setCancelHandler { @Sendable in _ = Glibc.close(descriptor) }
        listener.activate()
    }

    /// Removes a socket, but no other kind of file.
    private static func removeStale(_ path: String) throws(SocketAddress.Failure) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        guard unlink(path) == 0 else { throw SocketAddress.Failure(code: errno) }
    }

    /// Sends pending replies, then closes all connections and removes the socket.
    package func close() {
        queue.sync {
            guard !listener.isCancelled else { return }
            listener.cancel()
            unlink(path)
            for connection in open.withLock({ Array($0.values) }) { connection.close() }
        }
    }

    private func accept(from descriptor: Int32, _ serve: @escaping Serve) {
        while true {
            let peer = Glibc.accept(descriptor, nil, nil)
            guard peer >= 0 else { return }
            _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
            guard open.withLock({ $0.count }) < Self.connectionLimit else {
                let reason = "too many connections; close one of the \(Self.connectionLimit)"
                let line = ControlLine.of(ControlReply.refusal(reason, isUsage: false))
                _ = send(peer, line, line.count, Int32(MSG_NOSIGNAL))
                Glibc.close(peer)
                continue
            }
            let connection = ControlConnection(peer, on: queue, serve) { [weak self] in
                self?.open.withLock { $0[peer] = nil }
            }
            open.withLock { $0[peer] = connection }
            connection.start()
        }
    }
}
