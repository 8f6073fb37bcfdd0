import FoundationEssentials
import Glibc
public import Raster

/// The other end of a run's control socket: asks, and waits for the answer.
public final class RunClient {
    private let run: String
    private let descriptor: Int32
    private var lines = LineBuffer(limit: 1 << 20)

    /// Connects to the run in the folder `path`.
    /// - Throws: `RunError.notARun`, or `ControlError` where nobody trains it.
    public init(run path: String) throws {
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

    /// Asks one thing. An answer comes between two steps, that of `stop` when the last checkpoint is whole.
    /// - Parameter seconds: how long to wait.
    public func ask(_ request: ControlRequest, seconds: Double = 60) throws(ControlError) -> ControlReply {
        try send(request.line)
        let line = try receive(seconds: seconds)
        do {
            return try JSONDecoder().decode(ControlReply.self, from: Data(line))
        } catch {
            throw .garbled(run: run)
        }
    }

    /// Sends bytes as they are.
    package func send(_ bytes: [UInt8]) throws(ControlError) {
        var done = 0
        while done < bytes.count {
            let rest = Array(bytes[done...])
            let count = Glibc.send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended(run: run) }
            done += count
        }
    }

    /// Ends this side of the connection; answers still come.
    package func sayNoMore() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next line, without its end.
    package func receive(seconds: Double) throws(ControlError) -> [UInt8] {
        let end = Date(timeIntervalSinceNow: seconds)
        while true {
            switch lines.next() {
            case .whole(let line): return line
            case .tooLong: throw .garbled(run: run)
            case nil: break
            }
            var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = max(0, min(end.timeIntervalSinceNow * 1e3, 1e6))
            let ready = poll(&wait, 1, Int32(left.rounded(.up)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw .silent(run: run, seconds: seconds) }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .ended(run: run) }
            lines.append(bytes[..<count])
        }
    }
}

/// What can go wrong between a client and a run.
public enum ControlError: UserError, Equatable {
    case notTraining(run: String)
    case notAllowed(run: String)
    case silent(run: String, seconds: Double)
    case ended(run: String)
    case garbled(run: String)
    case system(run: String, reason: String)

    public var place: String? {
        switch self {
        case .notTraining(let run), .notAllowed(let run), .silent(let run, _), .ended(let run), .garbled(let run),
             .system(let run, _): run
        }
    }

    public var what: String {
        switch self {
        case .notTraining: "nobody trains this run now"
        case .notAllowed: "another user trains this run"
        case .silent(_, let seconds): "no answer within \(seconds.short) seconds"
        case .ended: "training ended before it answered"
        case .garbled: "the answer cannot be read"
        case .system(_, let reason): "cannot reach the control socket: \(reason)"
        }
    }

    public var remedy: String {
        switch self {
        case .notTraining(let run): "go on with it: tessera train --resume --run \(run)"
        case .notAllowed: "ask as that user"
        case .silent: "a step may take long; look at the run's output, then ask again"
        case .ended(let run): "see the run's output; go on with it: tessera train --resume --run \(run)"
        case .garbled: "use the version of tessera that trains the run"
        case .system: "check the path and its permissions"
        }
    }
}
