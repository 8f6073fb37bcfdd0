import Dispatch
import Glibc
import Synchronization

/// One peer of the control socket: reads a line, has it answered, reads the next. Belongs to the socket's queue.
final class ControlConnection: Sendable {
    private struct State {
        var lines = LineBuffer(limit: ControlSocket.lineLimit)
        /// A line is being answered; nothing is read meanwhile, so a fast writer waits instead of filling memory.
        var isAnswering = false
        /// The peer has said all it will; it may still be listening.
        var hasEnded = false
        var isClosed = false
    }

    private let descriptor: Int32
    private let queue: DispatchQueue
    private let serve: ControlSocket.Serve
    // Never changes, and libdispatch takes its calls from any thread.
    nonisolated(unsafe) private let source: any DispatchSourceRead
    private let state = Mutex(State())

    /// Takes over `descriptor`; `closed` is called when it is gone.
    init(_ descriptor: Int32, on queue: DispatchQueue, _ serve: @escaping ControlSocket.Serve,
         closed: @escaping @Sendable () -> Void) {
        (self.descriptor, self.queue, self.serve) = (descriptor, queue, serve)
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setCancelHandler { @Sendable in
            close(descriptor)
            closed()
        }
    }

    func begin() {
        source.setEventHandler { @Sendable [weak self] in self?.goOn() }
        source.activate()
    }

    /// Ends it now.
    func end() {
        let (closes, isSuspended) = state.withLock { state in
            defer { state.isClosed = true }
            return (!state.isClosed, state.isAnswering)
        }
        guard closes else { return }
        source.cancel()
        // A source that rests would never run its cancel handler.
        if isSuspended { source.resume() }
    }

    /// Takes up the next line; reads on where none is there.
    ///
    /// Reads until there is nothing more: after a peer has hung up, libdispatch reports what it left only once.
    private func goOn() {
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
                ask(try ControlRequest(line: bytes))
            } catch {
                send(.refusal(error))
                // A line at a time, so that one peer's mistakes do not keep the others waiting.
                queue.async { @Sendable [self] in goOn() }
            }
            return
        }
    }

    /// Reads once; false where nothing has come, or nothing ever will.
    private func read() -> Bool {
        guard !state.withLock({ $0.hasEnded }) else {
            end()
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

    private func ask(_ request: ControlRequest) {
        state.withLock { $0.isAnswering = true }
        source.suspend()
        serve(request) { [self] reply in
            queue.async { @Sendable [self] in answer(reply) }
        }
    }

    private func answer(_ reply: ControlReply) {
        let isOpen = state.withLock { state in
            defer { state.isAnswering = false }
            return !state.isClosed
        }
        guard isOpen else { return }
        source.resume()
        send(reply)
        goOn()
    }

    /// A peer that does not take its answers away is let go.
    private func send(_ reply: ControlReply) {
        let line = ControlLine.of(reply)
        let count = Glibc.send(descriptor, line, line.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        if count != line.count { end() }
    }
}

extension LineBuffer.Line {
    fileprivate var isBlank: Bool {
        guard case .whole(let bytes) = self else { return false }
        return bytes.allSatisfy { $0 == UInt8(ascii: " ") }
    }
}
