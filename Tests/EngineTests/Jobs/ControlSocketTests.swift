import Foundation
import Glibc
import Jobs
import Runs
import Synchronization
import Testing

/// The control socket alone: a real socket in a real folder with a scripted server.
@Suite struct ControlSocketTests {
    private let scratch = ScratchFolder()

    private func folder(_ name: String = "run") throws -> RunFolder {
        try scratch.write(Array("seed = 1".utf8), "\(name)/run.toml")
        return try RunFolder.open(scratch.path(name))
    }

    /// Replies at once with the request.
    private static let echo: ControlSocket.Serve = { request, answer in
        answer(ControlReply(.done("\(request)", step: 7)))
    }

    private static func line(_ client: RunClient) throws -> String {
        String(decoding: try client.receive(seconds: 20), as: UTF8.self)
    }

    /// Whether a new client gets a reply, as soon as the server has noticed that others have disconnected.
    private static func isAnswered(_ folder: RunFolder) -> Bool {
        for _ in 0..<2000 {
            if (try? RunClient(run: folder.path).request(.training(.pause)).ok) == true { return true }
            usleep(5000)
        }
        return false
    }

    @Test func `only the owner can open the socket, and closing removes it`() throws {
        let folder = try folder(), server = try ControlSocket(folder, serve: Self.echo)
        var status = stat()
        #expect(lstat(folder.socketPath, &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFSOCK)
        #expect(status.st_mode & 0o777 == 0o600)
        server.close()
        server.close()
        #expect(lstat(folder.socketPath, &status) != 0)
        #expect(throws: ControlError.notTraining(run: folder.path)) { try RunClient(run: folder.path) }
    }

    @Test func `each line has one reply, in order`() throws {
        let folder = try folder()
        // Replies from other threads, later requests sooner.
        let server = try ControlSocket(folder) { request, answer in
            guard case .training(.set(_, let value)) = request else { return }
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20 - Int(value.number))) { @Sendable in
                answer(ControlReply(.done("set \(Int(value.number))", step: 0)))
            }
        }
        defer { server.close() }
        let client = try RunClient(run: folder.path)
        try client.send((0..<20).flatMap { ControlRequest.training(.set(name: "x", value: .real(Double($0)))).line })
        for i in 0..<20 { #expect(try Self.line(client).contains("\"text\":\"set \(i)\"")) }
    }

    @Test func `invalid lines have one error reply each, and the connection stays open`() throws {
        let folder = try folder(), server = try ControlSocket(folder, serve: Self.echo)
        defer { server.close() }
        let client = try RunClient(run: folder.path)
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
        for bad in [Array("nonsense".utf8), [0xFF, 0x00, 0x7F], Array("{}".utf8), long] {
            try client.send(bad + [UInt8(ascii: "\n")])
            let line = try Self.line(client)
            #expect(line.hasPrefix("{\"error\":") && line.contains("\"ok\":false"), "\(line)")
        }
        #expect(try client.request(.training(.pause)).ok)
    }

    @Test func `empty lines are ignored`() throws {
        let folder = try folder(), server = try ControlSocket(folder, serve: Self.echo)
        defer { server.close() }
        let client = try RunClient(run: folder.path)
        try client.send(Array("\n  \r\n\n{\"do\":\"pause\"}\n".utf8))
        #expect(try Self.line(client).contains("\"ok\":true"))
    }

    @Test func `the socket of a killed process is replaced`() throws {
        let folder = try folder()
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(folder.socketPath.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        close(descriptor)
        #expect(throws: ControlError.notTraining(run: folder.path)) { try RunClient(run: folder.path) }
        let server = try ControlSocket(folder, serve: Self.echo)
        defer { server.close() }
        #expect(try RunClient(run: folder.path).request(.training(.pause)).ok)
    }

    @Test func `another kind of file is not replaced`() throws {
        let folder = try folder()
        try scratch.write([1], "run/control.sock")
        #expect(throws: RunError.self) { try ControlSocket(folder, serve: Self.echo) }
        #expect(try scratch.read("run/control.sock") == [1])
    }

    @Test(arguments: [60, 107, 150, 3000]) func `a path may be longer than a socket's address`(length: Int) throws {
        var name = "deep"
        while name.utf8.count < length { name += "/" + String(repeating: "d", count: 40) }
        let folder = try folder(name)
        let server = try ControlSocket(folder, serve: Self.echo)
        #expect(try RunClient(run: folder.path).request(.training(.stop)).step == 7)
        var status = stat()
        #expect(stat(folder.socketPath, &status) == 0 && status.st_mode & 0o777 == 0o600)
        server.close()
        #expect(stat(folder.socketPath, &status) != 0)
    }

    @Test func `a client that closed its sending side still receives replies`() throws {
        let folder = try folder(), server = try ControlSocket(folder, serve: Self.echo)
        defer { server.close() }
        let client = try RunClient(run: folder.path)
        // The last line has no line feed.
        try client.send(Array("{\"do\":\"pause\"}\n{\"do\":\"resume\"}".utf8))
        client.closeSendingSide()
        for _ in 0..<2 { #expect(try Self.line(client).contains("\"ok\":true")) }
        #expect(throws: ControlError.ended(run: folder.path)) { try client.receive(seconds: 20) }
    }

    @Test func `clients that never read, disconnect or flood do not affect others`() throws {
        let folder = try folder(), server = try ControlSocket(folder, serve: Self.echo)
        defer { server.close() }
        let path = folder.path
        let thread = Thread {
            guard let flood = try? RunClient(run: path) else { return }
            // Ends with an error when the server lets go of it.
            for _ in 0..<200_000 {
                guard (try? flood.send(ControlRequest.training(.pause).line)) != nil else { return }
            }
        }
        thread.start()
        for _ in 0..<100 {
            let client = try RunClient(run: folder.path)
            try client.send(Array("{\"do\":".utf8))
        }
        #expect(Self.isAnswered(folder))
        while !thread.isFinished { usleep(1000) }
    }

    @Test func `connections beyond the limit get an error`() throws {
        let folder = try folder(), server = try ControlSocket(folder, serve: Self.echo)
        defer { server.close() }
        var clients = try (0..<ControlSocket.connectionLimit).map { _ in try RunClient(run: folder.path) }
        #expect(try clients[clients.count - 1].request(.training(.pause)).ok)
        let late = try RunClient(run: folder.path)
        #expect(try Self.line(late).contains("too many connections"))
        clients.removeAll()
        #expect(Self.isAnswered(folder))
    }

    @Test func `closing sends pending replies and disconnects waiting clients`() throws {
        let folder = try folder()
        let held = Mutex<[@Sendable (ControlReply) -> Void]>([])
        let server = try ControlSocket(folder) { _, answer in held.withLock { $0.append(answer) } }
        let answered = try RunClient(run: folder.path), waiting = try RunClient(run: folder.path)
        try answered.send(ControlRequest.training(.stop).line)
        while held.withLock({ $0.count }) < 1 { usleep(1000) }
        try waiting.send(ControlRequest.training(.pause).line)
        while held.withLock({ $0.count }) < 2 { usleep(1000) }
        held.withLock { $0[0] }(ControlReply(.done("stopped", step: 9)))
        server.close()
        #expect(try Self.line(answered).contains("\"text\":\"stopped\""))
        #expect(throws: ControlError.ended(run: folder.path)) { try waiting.receive(seconds: 20) }
        // A reply after closing is ignored.
        held.withLock { $0[1] }(ControlReply(.done("too late", step: 9)))
    }
}
