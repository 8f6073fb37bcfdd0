import FoundationEssentials
import Glibc
package import Raster
import Runs

/// A client of a run's control socket.
package final class RunClient {
    private let run: String
    private let descriptor: Int32
    private var lines = LineBuffer(limit: 1 << 20)

    /// Connects to the run in the folder `path`.
    /// - Throws: `RunError.notARun`, or `ControlError` where no process trains it.
    package init(run path: String) throws {
        let folder = try RunFolder.open(path)
        run = folder.path
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ControlError.system(run: run, reason: SystemReason.last) }
        do {
            try SocketAddress(folder: folder.path, name: RunFolder.socketName).connect(descriptor)
        } catch {
            close(descriptor)
            switch error.code {
            case ENOENT, ECONNREFUSED: throw ControlError.notTraining(run: run)
            case EACCES, EPERM: throw ControlError.notAllowed(run: run)
            default: throw ControlError.system(run: run, reason: error.reason)
            }
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Sends a request and waits for the reply, which comes between two steps, for `stop` after the last checkpoint.
    /// - Parameter seconds: the timeout.
    package func request(_ request: ControlRequest, seconds: Double = 60) throws(ControlError) -> ControlReply {
        try send(request.line)
        let line = try receive(seconds: seconds)
        do {
            return try JSONDecoder().decode(ControlReply.self, from: Data(line))
        } catch {
            throw .unreadable(run: run)
        }
    }

    /// Sends raw bytes.
    package func send(_ bytes: [UInt8]) throws(ControlError) {
        var done = 0
        while done < bytes.count {
            let remaining = Array(bytes[done...])
            let count = Glibc.send(descriptor, remaining, remaining.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended(run: run) }
            done += count
        }
    }

    /// Closes the sending side of the connection; replies are still received.
    package func closeSendingSide() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next line, without its line feed.
    /// - Throws: `ControlError` after `seconds`, and at the end of the connection.
    package func receive(seconds: Double) throws(ControlError) -> [UInt8] {
        let end = Date(timeIntervalSinceNow: seconds)
        while true {
            switch lines.next() {
            case .whole(let line): return line
            case .tooLong: throw .unreadable(run: run)
            case nil: break
            }
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = max(0, min(end.timeIntervalSinceNow * 1e3, 1e6))
            let ready = poll(&wait, 1, Int32(left.rounded(.up)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw .timedOut(run: run, seconds: seconds) }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended(run: run) }
            lines.append(bytes[..<count])
        }
    }
}

/// An error between a client and a training run.
package enum ControlError: UserError, Equatable {
    case notTraining(run: String)
    case notAllowed(run: String)
    case timedOut(run: String, seconds: Double)
    case ended(run: String)
    case unreadable(run: String)
    case system(run: String, reason: String)

    package var location: String? {
        switch self {
        case .notTraining(let run), .notAllowed(let run), .timedOut(let run, _), .ended(let run), .unreadable(let run),
            .system(let run, _):
            run
        }
    }

    package var what: String {
        switch self {
        case .notTraining: "no process trains this run"
        case .notAllowed: "another user trains this run"
        case .timedOut(_, let seconds): "no reply within \(seconds.short) seconds"
        case .ended: "training ended before the reply"
        case .unreadable: "the reply cannot be read"
        case .system(_, let reason): "cannot reach the control socket: \(reason)"
        }
    }

    package var suggestion: Suggestion {
        switch self {
        case .notTraining(let run): "\(.resume(run: run))"
        case .notAllowed: "use the account of that user"
        case .timedOut: "a step may take long; check the run's output and try again"
        case .ended(let run): "check the run's output, then \(.resume(run: run))"
        case .unreadable: "use the version of tessera that trains the run"
        case .system: "check the path and its permissions"
        }
    }
}
