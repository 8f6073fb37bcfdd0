import Foundation
import Jobs
import Runs
import Testing

@Suite struct ControlRequestTests {
    private func read(_ text: String) throws -> ControlRequest { try ControlRequest(line: Array(text.utf8)) }

    private func refusal(_ text: String) -> ControlRequestError? {
        #expect(throws: ControlRequestError.self) { try read(text) }
    }

    @Test(arguments: [
        (#"{"do":"status"}"#, ControlRequest.status), (#"{"do":"pause"}"#, .training(.pause)),
        (#"{"do":"resume"}"#, .training(.resume)), (#"{"do":"checkpoint"}"#, .training(.checkpoint)),
        (#"{"do":"sample"}"#, .training(.sample)), (#" { "do" : "stop" } "#, .training(.stop)),
        (
            #"{"do":"set","name":"generator.learning_rate","value":"1e-4"}"#,
            .training(.set(name: "generator.learning_rate", value: 1e-4))
        ),
        (
            #"{"do":"set","name":"generator.learning_rate","value":0.5,"because":"later keys may mean something"}"#,
            .training(.set(name: "generator.learning_rate", value: 0.5))
        ),
    ]) func `a line is parsed`(line: String, expected: ControlRequest) throws {
        #expect(try read(line) == expected)
    }

    @Test(arguments: [
        ("true", SettingValue.flag(true)), ("300", 300), ("0.5", 0.5),
        ("\"32x48\"", .size(ImageSize(height: 32, width: 48))),
        ("\"false\"", .flag(false)), ("\"7\"", 7),
    ]) func `a value has the type that it is written in`(text: String, value: SettingValue) throws {
        #expect(try read(#"{"do":"set","name":"x","value":\#(text)}"#) == .training(.set(name: "x", value: value)))
        #expect(
            try ControlRequest(line: ControlRequest.training(.set(name: "x", value: value)).line.dropLast())
                == .training(.set(name: "x", value: value)))
    }

    @Test func `settings that JSON writes as whole numbers get their own types again`() {
        #expect(
            Settings.typed(["corruption.boxes": 2, "sample.interval": 2, "unknown": 2])
                == ["corruption.boxes": .real(2), "sample.interval": .integer(2), "unknown": .integer(2)])
    }

    @Test func `an encoded request is parsed as the same request`() throws {
        let plain = [
            TrainingRequest.pause, .resume, .checkpoint, .sample, .stop, .set(name: "a \"name\"\n", value: 1.25e-7),
        ]
        for request in [.status] + plain.map(ControlRequest.training) {
            let line = request.line
            #expect(line.last == UInt8(ascii: "\n") && line.dropLast().allSatisfy { $0 != UInt8(ascii: "\n") })
            #expect(try ControlRequest(line: line.dropLast()) == request)
        }
    }

    @Test(arguments: [
        ("pause", ControlRequestError.notAnObject), ("[1]", .notAnObject), ("\"pause\"", .notAnObject),
        ("{\"do\":", .notAnObject), ("\u{0}", .notAnObject),
        ("{}", .missing("do")), (#"{"do":7}"#, .wrongType("do")),
        (#"{"do":"puase"}"#, .unknown("puase", nearest: ["pause"])),
        (#"{"do":"set"}"#, .missing("name")), (#"{"do":"set","name":"ema.decay"}"#, .missing("value")),
        (#"{"do":"set","name":"ema.decay","value":"much"}"#, .notANumber("ema.decay", "much")),
        (#"{"do":"set","name":"ema.decay","value":"nan"}"#, .notANumber("ema.decay", "nan")),
        (#"{"do":"set","name":"ema.decay","value":[1]}"#, .wrongType("value")),
    ]) func `an invalid line is an error that names the fault`(line: String, expected: ControlRequestError) {
        #expect(refusal(line) == expected)
    }

    @Test func `random bytes are errors with a suggestion`() {
        var damage = ByteCorruption(seed: 9)
        let whole = Array(#"{"do":"set","name":"generator.learning_rate","value":"1e-4"}"#.utf8)
        for _ in 0..<2000 {
            let line = damage.applied(to: whole, head: whole.count)
            do throws(ControlRequestError) { _ = try ControlRequest(line: line) } catch {
                #expect(!error.suggestion.isEmpty)
            }
        }
        #expect(refusal(String(repeating: "[", count: 4000)) == .notAnObject)
    }
}
