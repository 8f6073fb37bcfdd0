import Raster

/// The reply to one line on the control socket.
package struct ControlReply: Sendable, Equatable, Codable {
    /// Whether the request succeeded.
    package var ok: Bool
    /// Steps done at that time.
    package var step: Int?
    /// The result, in one line.
    package var text: String?
    /// The error, in one line.
    package var error: String?
    /// Whether the request was invalid.
    package var usage: Bool?
    package var status: ControlStatus?

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
