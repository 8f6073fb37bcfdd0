import Runs
import Testing

@Suite struct `Safetensors files` {
    let scratch = ScratchFolder()

    private static let tensors = [
        NamedTensor(name: "generator.0.weight", shape: [2, 3], values: [1, -2, 3.5, 0, .infinity, -0.0]),
        NamedTensor(name: "generator.0.bias", shape: [2], values: [0.1, 0.2]),
        NamedTensor(name: "step", shape: [], values: [7]),
        NamedTensor(name: "nothing", shape: [0, 4], values: []),
    ]

    private func file(_ header: String, _ data: [UInt8], length: Int? = nil) throws -> String {
        let json = Array(header.utf8)
        let count = UInt64(length ?? json.count)
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) }
        return try scratch.write(prefix + json + data, "file")
    }

    private func failure(_ path: String) -> SafetensorsError? {
        #expect(throws: SafetensorsError.self) { try Safetensors.read(path) }
    }

    @Test func `tensors and metadata are read back bit by bit and in order`() throws {
        let metadata = ["step": "7", "note \"x\"": "a\\b\nc\u{1}d é"]
        try Safetensors.write(Self.tensors, metadata: metadata, to: scratch.path("a"))
        let file = try Safetensors.read(scratch.path("a"))
        #expect(file.tensors.map(\.name).sorted() == Self.tensors.map(\.name).sorted())
        #expect(file.tensors.filter { !$0.values.isEmpty }.map(\.name) == Self.tensors.prefix(3).map(\.name))
        for tensor in Self.tensors {
            #expect(file[tensor.name]?.shape == tensor.shape)
            #expect(file[tensor.name]?.values.map(\.bitPattern) == tensor.values.map(\.bitPattern))
        }
        #expect(file.metadata == metadata)
        #expect(file["missing"] == nil)
    }

    @Test func `equal content has equal bytes`() throws {
        let metadata = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key \($0)", "\($0)") })
        try Safetensors.write(Self.tensors, metadata: metadata, to: scratch.path("a"))
        try Safetensors.write(Self.tensors, metadata: metadata, to: scratch.path("b"))
        #expect(try scratch.read("a") == scratch.read("b"))
    }

    @Test func `the bytes follow the format`() throws {
        let tensor = NamedTensor(name: "a", shape: [1], values: [1])
        try Safetensors.write([tensor], metadata: ["k": "v"], to: scratch.path("a"))
        let json = #"{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
        let padded = json + String(repeating: " ", count: (8 - json.count % 8) % 8)
        let length = [UInt8(padded.count), 0, 0, 0, 0, 0, 0, 0]
        #expect(try scratch.read("a") == length + Array(padded.utf8) + [0, 0, 0x80, 0x3F])
    }

    @Test func `the header has names, shapes and byte ranges`() throws {
        try Safetensors.write(Self.tensors, to: scratch.path("a"))
        let header = try Safetensors.readHeader(scratch.path("a"))
        #expect(header.entries.first { $0.name == "generator.0.bias" }?.bytes == 24..<32)
        #expect(header.dataStart % 8 == 0)
    }

    @Test func `integers and bytes are read as floats`() throws {
        let whole = #""n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}"#
        let bytes = #""u":{"dtype":"U8","shape":[2],"data_offsets":[8,10]}"#
        let path = try file(
            "{\(whole),\(bytes)}",
            [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 3, 255])
        let file = try Safetensors.read(path)
        #expect(file["n"]?.values == [-2] && file["u"]?.values == [3, 255])
    }

    @Test func `files of other formats are rejected as foreign`() throws {
        let json = Array("{\"json\": \"but not safetensors\"}".utf8)
        for bytes in [Array("GIF89a".utf8), json, [UInt8](repeating: 0, count: 100)] {
            let path = try scratch.write(bytes, "file")
            #expect(failure(path) == .foreign(path: path))
        }
    }

    @Test func `a truncated file is always rejected`() throws {
        try Safetensors.write(Self.tensors, metadata: ["a": "b"], to: scratch.path("a"))
        let whole = try scratch.read("a")
        for length in 0..<whole.count {
            let path = try scratch.write(Array(whole.prefix(length)), "cut")
            #expect(throws: SafetensorsError.self) { try Safetensors.readHeader(path) }
        }
        let path = try scratch.write(Array(whole.dropLast(3)), "cut")
        #expect(failure(path) == .truncated(path: path, expected: whole.count, found: whole.count - 3))
        let long = try scratch.write(whole + [0], "long")
        #expect(failure(long) == .trailing(path: long, expected: whole.count, found: whole.count + 1))
    }

    @Test(arguments: [
        (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "has 4 bytes for shape [2]"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "has impossible offsets [4, 0]"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, "has impossible offsets [-4, 0]"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, "has impossible offsets [0]"),
        (
            #"{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}"#,
            "has elements of type F8_E4M3, only F64, F32, F16, BF16, I64, I32, I16, I8 and U8 are read"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}"#,
            "has 4 bytes for shape [9223372036854775807, 4]"
        ),
        (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "has 4 bytes for shape [-1]"),
        (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "leaves a gap before it"),
        (#"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}"#, "has 4 bytes for shape [1]"),
        (#"{"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,4]}}"#, "has 4 bytes for shape [4]"),
    ])
    func `invalid tensors are named`(header: String, reason: String) throws {
        let path = try file(header, [0, 0, 0, 0])
        #expect(failure(path) == .tensor(path: path, name: "a", reason: reason))
    }

    @Test func `overlapping tensors are rejected`() throws {
        let first = #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#
        let second = #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}"#
        let path = try file("{\(first),\(second)}", [UInt8](repeating: 0, count: 8))
        #expect(failure(path) == .tensor(path: path, name: "b", reason: "overlaps the one before"))
    }

    @Test func `a header with invalid JSON is rejected`() throws {
        for header in ["{\"a\":1}", "{]}", "{\"a\":{\"dtype\":\"F32\"}}", "{\"__metadata__\":{\"a\":1}}"] {
            let path = try file(header, [])
            #expect(failure(path) == .header(path: path, reason: "not the JSON that safetensors has"))
        }
    }

    @Test func `a header larger than the file allocates no memory`() throws {
        let path = try file("{\"a\":", [], length: 90_000_000)
        #expect(failure(path) == .truncated(path: path, expected: 90_000_008, found: 13))
    }

    @Test func `no corruption crashes the reader`() throws {
        try Safetensors.write(Self.tensors, metadata: ["a": "b"], to: scratch.path("a"))
        let whole = try scratch.read("a")
        var corruption = ByteCorruption(seed: 4)
        for _ in 0..<3000 {
            let path = try scratch.write(corruption.applied(to: whole, head: 300), "damaged")
            do throws(SafetensorsError) { _ = try Safetensors.read(path) } catch { #expect(error.location == path) }
        }
    }

    @Test func `a checkpoint of 30 MB survives a round trip`() throws {
        let values = (0..<1_000_000).map { Float($0) }
        let tensors = (0..<8).map { NamedTensor(name: "layer.\($0)", shape: [1000, 1000], values: values) }
        try Safetensors.write(tensors, to: scratch.path("large"))
        #expect(try Safetensors.read(scratch.path("large")).tensors == tensors)
    }
}
