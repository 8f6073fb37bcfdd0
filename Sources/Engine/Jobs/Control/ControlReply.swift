import Raster

/// The answer to one line on the control socket.
public struct ControlReply: Sendable, Equatable, Codable {
    /// Whether what was asked has been done.
    public var ok: Bool
    /// Steps done when it was.
    public var step: Int?
    /// What was done, in a line.
    public var text: String?
    /// Why it was not, in a line: what, where, what to do.
    public var error: String?
    /// Whether the line itself was at fault.
    public var usage: Bool?
    public var status: ControlStatus?

    init(ok: Bool) { self.ok = ok }

    static func refusal(_ error: some UserError) -> ControlReply { refusal(error.description, isUsage: error.isUsage) }

    static func refusal(_ line: String, isUsage: Bool) -> ControlReply {
        var reply = ControlReply(ok: false)
        (reply.error, reply.usage) = (line, isUsage)
        return reply
    }

    package init(_ answer: TrainingAnswer) {
        switch answer {
        case .done(let text, let step):
            self.init(ok: true)
            (self.text, self.step) = (text, step)
        case .refused(let line, let isUsage): self = .refusal(line, isUsage: isUsage)
        }
    }

    package init(_ status: ControlStatus) {
        self.init(ok: true)
        (self.status, step) = (status, status.step)
    }
}
