import FoundationEssentials
import Runs

/// A request on a run's control socket: one JSON object on one line.
///
///     {"do":"pause"}
///     {"do":"set","name":"generator.learning_rate","value":"1e-4"}
package enum ControlRequest: Sendable, Equatable {
    case status
    case training(TrainingRequest)

    /// The values of `do`.
    package enum Verb: String, Sendable, CaseIterable {
        case status, pause, resume, checkpoint, sample, stop, set
    }

    /// Parses one line, without its line feed.
    package init(line: [UInt8]) throws(ControlRequestError) {
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(line))
        } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
            throw .wrongType(context.codingPath.map(\.stringValue).joined(separator: "."))
        } catch {
            throw .notAnObject
        }
        guard let word = fields.verb else { throw .missing("do") }
        guard let verb = Verb(rawValue: word) else {
            throw .unknown(word, nearest: Spelling.nearest(to: word, among: Verb.allCases.map(\.rawValue)))
        }
        switch verb {
        case .status: self = .status
        case .pause: self = .training(.pause)
        case .resume: self = .training(.resume)
        case .checkpoint: self = .training(.checkpoint)
        case .sample: self = .training(.sample)
        case .stop: self = .training(.stop)
        case .set:
            guard let name = fields.name else { throw .missing("name") }
            guard let value = fields.value else { throw .missing("value") }
            guard let parsed = SettingValue(value.text) else { throw .notANumber(name, value.text) }
            self = .training(.set(name: name, value: parsed))
        }
    }

    /// The request as a line, with its line feed.
    package var line: [UInt8] {
        var fields = Fields()
        switch self {
        case .status: fields.verb = Verb.status.rawValue
        case .training(.pause): fields.verb = Verb.pause.rawValue
        case .training(.resume): fields.verb = Verb.resume.rawValue
        case .training(.checkpoint): fields.verb = Verb.checkpoint.rawValue
        case .training(.sample): fields.verb = Verb.sample.rawValue
        case .training(.stop): fields.verb = Verb.stop.rawValue
        case .training(.set(let name, let value)):
            (fields.verb, fields.name, fields.value) = (Verb.set.rawValue, name, .init(text: value.text))
        }
        return ControlLine.of(fields)
    }

    private struct Fields: Codable {
        var verb: String?
        var name: String?
        var value: Value?

        enum CodingKeys: String, CodingKey {
            case verb = "do"
            case name, value
        }
    }

    /// A JSON number or flag, or a value as JSON text, which is easier to write in a shell.
    private struct Value: Codable {
        var text: String

        init(text: String) { self.text = text }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try (try? container.decode(SettingValue.self).text) ?? container.decode(String.self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }
    }
}
