package import Raster

extension Safetensors {
    /// Writes `tensors` as F32 in the given order, atomically. Equal content has equal bytes.
    /// - Parameter metadata: the strings of `__metadata__`, sorted by name.
    package static func write(
        _ tensors: [NamedTensor], metadata: [String: String] = [:],
        to path: String
    ) throws(FileError) {
        let header = headerBytes(tensors, metadata: metadata)
        do {
            try AtomicFile.write(to: path) { file in
                try file.append(header)
                for tensor in tensors { try file.append(floats: tensor.values) }
            }
        } catch let error as FileError {
            throw error
        } catch {
            preconditionFailure("writing throws FileError, not \(error)")
        }
    }

    /// The length and the JSON, padded with spaces to a multiple of eight, so that the tensors are aligned.
    private static func headerBytes(_ tensors: [NamedTensor], metadata: [String: String]) -> [UInt8] {
        var parts: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            let words = pairs.map { "\(quoted($0.key)):\(quoted($0.value))" }.joined(separator: ",")
            parts.append("\"__metadata__\":{\(words)}")
        }
        var end = 0
        var names: Set<String> = []
        for tensor in tensors {
            let (name, count) = (tensor.name, tensor.values.count)
            precondition(names.insert(name).inserted && name != "__metadata__", "duplicate tensor \(name)")
            precondition(tensor.shape.reduce(1, *) == count, "\(count) values of \(name) for shape \(tensor.shape)")
            let start = end
            end += 4 * count
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            let description = #"{"dtype":"F32","shape":[\#(shape)],"data_offsets":[\#(start),\#(end)]}"#
            parts.append("\(quoted(name)):\(description)")
        }
        var json = Array("{\(parts.joined(separator: ","))}".utf8)
        json += [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
        return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) } + json
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
