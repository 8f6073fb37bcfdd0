import Dispatch
import Glibc
import Synchronization

/// One client of the control socket: reads a line, waits for its reply, reads the next. Belongs to the socket's queue.
final class ControlConnection: Sendable {
    private struct State {
        var lines = LineBuffer(limit: ControlSocket.lineLimit)
        /// A request waits for its reply; nothing is read meanwhile, so a fast writer waits instead of filling memory.
        var isAnswering = false
        /// The client has closed its sending side; it may still receive.
        var hasEnded = false
        var isClosed = false
    }

    private let descriptor: Int32
    private let queue: DispatchQueue
    private let serve: ControlSocket.Serve
    // Immutable, and libdispatch sources are thread-safe.
    nonisolated(unsafe) private let source: any DispatchSourceRead
    private let state = Mutex(State())

    /// Owns `descriptor` from here on; calls `closed` after closing it.
    init(
        _ descriptor: Int32, on queue: DispatchQueue, _ serve: @escaping ControlSocket.Serve,
        closed: @escaping @Sendable () -> Void
    ) {
        (self.descriptor, self.queue, self.serve) = (descriptor, queue, serve)
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setCancelHandler { @Sendable in
            Glibc.close(descriptor)
            closed()
        }
    }

    func start() {
        source.setEventHandler { @Sendable [weak self] in self?.readRequests() }
        source.activate()
    }

    /// Closes the connection.
    func close() {
        let (closes, isSuspended) = state.withLock { state in
            defer { state.isClosed = true }
            return (!state.isClosed, state.isAnswering)
        }
        guard closes else { return }
        source.cancel()
        // A suspended source would never call its cancel handler.
        if isSuspended { source.resume() }
    }

    /// Reads and serves the next line.
    ///
    /// Reads until nothing is left: after a client has disconnected, libdispatch reports remaining data only once.
    private func readRequests() {
        dispatchPrecondition(condition: .onQueue(queue))
        while true {
            let (line, isBusy) = state.withLock { state in
                let isBusy = state.isClosed || state.isAnswering
                return (isBusy ? nil : state.lines.next() ?? (state.hasEnded ? state.lines.rest() : nil), isBusy)
            }
            if isBusy { return }
            guard let line else {
                guard read() else { return }
                continue
            }
            if line.isBlank { continue }
            do throws(ControlRequestError) {
                guard case .whole(let bytes) = line else { throw .tooLong(limit: ControlSocket.lineLimit) }
                serveRequest(try ControlRequest(line: bytes))
            } catch {
                send(.refusal(error))
                // One line for each block on the queue, so that invalid lines of one client do not delay the others.
                queue.async { @Sendable [self] in readRequests() }
            }
            return
        }
    }

    /// Reads once; false where no data is available or the client has closed its sending side.
    private func read() -> Bool {
        guard !state.withLock({ $0.hasEnded }) else {
            close()
            return false
        }
        var bytes = [UInt8](repeating: 0, count: ControlSocket.lineLimit)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        if count < 0, errno == EINTR { return true }
        if count < 0, errno == EAGAIN { return false }
        state.withLock { state in
            if count <= 0 { state.hasEnded = true }
            state.lines.append(bytes[..<max(count, 0)])
        }
        return true
    }

    private func serveRequest(_ request: ControlRequest) {
        state.withLock { $0.isAnswering = true }
        source.suspend()
        serve(request) { [self] reply in
            queue.async { @Sendable [self] in finish(with: reply) }
        }
    }

    private func finish(with reply: ControlReply) {
        let isOpen = state.withLock { state in
            defer { state.isAnswering = false }
            return !state.isClosed
        }
        guard isOpen else { return }
        source.resume()
        send(reply)
        readRequests()
    }

    /// Sends a reply; closes the connection of a client that does not read its replies.
    private func send(_ reply: ControlReply) {
        let line = ControlLine.of(reply)
        let count = Glibc.send(descriptor, line, line.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        if count != line.count { close() }
    }
}

extension LineBuffer.Line {
    fileprivate var isBlank: Bool {
        guard case .whole(let bytes) = self else { return false }
        return bytes.allSatisfy { $0 == UInt8(ascii: " ") }
    }
}
