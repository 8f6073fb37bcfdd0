import Datasets
import Models
import Runs
import Testing
import Training

@Suite struct `Safetensors files of other programs` {
    let scratch = ScratchFolder()

    private func file(_ header: String, _ data: [UInt8]) throws -> String {
        let count = UInt64(header.utf8.count)
        let prefix = (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) }
        return try scratch.write(prefix + Array(header.utf8) + data, "file.safetensors")
    }

    private func bytes<Element>(_ values: [Element]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

    private func values(_ type: String, _ data: [UInt8], count: Int) throws -> [Float]? {
        let header = #"{"a":{"dtype":"\#(type)","shape":[\#(count)],"data_offsets":[0,\#(data.count)]}}"#
        return try Safetensors.read(file(header, data))["a"]?.values
    }

    @Test func `every F16 value is read exactly`() throws {
        let all = (0...UInt16.max).map { $0 }
        let read = try #require(try values("F16", bytes(all), count: all.count))
        for (bits, value) in zip(all, read) {
            let expected = Float(Float16(bitPattern: bits))
            #expect(expected.isNaN ? value.isNaN : value.bitPattern == expected.bitPattern, "\(bits)")
        }
    }

    @Test func `BF16 values are the upper halves of F32 values`() throws {
        let floats: [Float] = [1, -2.5, 0x1p-130, 3.0e38, .infinity, -0.0]
        let read = try values("BF16", bytes(floats.map { UInt16($0.bitPattern >> 16) }), count: floats.count)
        #expect(
            read?.map(\.bitPattern) == floats.map { ($0.bitPattern >> 16) << 16 })
    }

    @Test func `F64 values are rounded, and integers of any width are read`() throws {
        #expect(try values("F64", bytes([0.1, -1e300] as [Double]), count: 2) == [0.1, -.infinity])
        #expect(try values("I32", bytes([-7, 1 << 20] as [Int32]), count: 2) == [-7, 1_048_576])
        #expect(try values("I16", bytes([-7, 300] as [Int16]), count: 2) == [-7, 300])
        #expect(try values("I8", bytes([-7, 100] as [Int8]), count: 2) == [-7, 100])
    }

    @Test func `tensors that are not wanted may have any type`() throws {
        let header =
            #"{"z":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
            + #""mask":{"dtype":"BOOL","shape":[2],"data_offsets":[4,6]},"#
            + #""packed":{"dtype":"F4","shape":[4],"data_offsets":[6,8]}}"#
        let path = try file(header, bytes([2.5] as [Float]) + [1, 0, 9, 9])
        let read = try Safetensors.read(path) { $0 == "z" }
        #expect(read.tensors == [NamedTensor(name: "z", shape: [1], values: [2.5])])
        #expect(throws: SafetensorsError.self) { try Safetensors.read(path) }
    }

    @Test(arguments: [
        (
            #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#,
            "a"
        ),
        // The same name, once with an escape.
        (
            #"{"ab":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#,
            "ab"
        ),
        (#"{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, "k"),
        (#"{"a":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,1]}}"#, "dtype"),
    ])
    func `a key that occurs twice is refused by its name`(header: String, key: String) throws {
        let path = try file(header, [0])
        #expect(throws: SafetensorsError.header(path: path, reason: "the key '\(key)' occurs twice")) {
            try Safetensors.readHeader(path)
        }
    }

    @Test(arguments: ["F16", "BF16", "F64"]) func `a checkpoint of another float type generates and resumes`(
        type: String
    ) throws {
        let settings = try Preset.article.settings([
            "image_size": 8, "latent_dim": 4, "batch_size": 4, "sample.count": 4,
        ])
        let configuration = TrainingConfiguration(preset: .article, data: "noise", seed: 1, settings: settings)
        let trainer = try Trainer(configuration, images: .noise(for: configuration), threads: 1)
        _ = trainer.advance()
        let note = CheckpointMetadata(preset: "article", data: "noise", seed: 1, step: 1, settings: settings.values)
        var (data, words) = ([UInt8](), [String]())
        for tensor in trainer.state() {
            let start = data.count
            switch type {
            case "F64": data += bytes(tensor.values.map(Double.init))
            case "F16": data += bytes(tensor.values.map { Float16($0) })
            default: data += bytes(tensor.values.map { UInt16($0.bitPattern >> 16) })
            }
            words.append(
                #""\#(tensor.name)":{"dtype":"\#(type)","shape":\#(tensor.shape),"data_offsets":[\#(start),\#(data.count)]}"#
            )
        }
        let metadata = note.metadata.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
        let path = try file("{\"__metadata__\":{\(metadata)},\(words.joined(separator: ","))}", data)
        let opened = try OpenedCheckpoint(path)
        let expected = trainer.state().first { $0.name == "generator.0.weight" }?.values.map { value in
            switch type {
            case "F64": value
            case "F16": Float(Float16(value))
            default: Float(bitPattern: (value.bitPattern >> 16) << 16)
            }
        }
        #expect(opened.tensors.first { $0.name == "generator.0.weight" }?.values == expected)
        let model = try GeneratorModel(opened, threads: 1)
        #expect(model.images(for: model.latents(seed: 0, 0..<2)).count == 2)
        try trainer.restore(opened.tensors, step: 1, settings: settings)
        #expect(trainer.advance().isFinite)
    }

    @Test func `equal keys in different objects, and braces and commas in strings, are no duplicates`() throws {
        let path = try file(
            #"{"__metadata__":{"a":"{\"a\":1,\"a\":2}","b":"a"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#,
            [5])
        #expect(try Safetensors.read(path)["a"]?.values == [5])
    }
}
