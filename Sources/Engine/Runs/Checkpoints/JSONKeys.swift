import FoundationEssentials

/// The keys of a JSON text as they stand there; Foundation's decoder keeps one of several equal ones without a word.
enum JSONKeys {
    /// The first key that occurs twice in one object, without its escapes; nil for none. Linear in the length.
    /// - Parameter json: a valid JSON text.
    static func firstDuplicate(in json: [UInt8]) -> String? {
        // The keys of the objects around the current position; nil for an array.
        var open: [Set<String>?] = []
        var expectsKey = false, position = 0
        while position < json.count {
            switch json[position] {
            case UInt8(ascii: "{"):
                open.append([])
                expectsKey = true
            case UInt8(ascii: "["):
                open.append(nil)
                expectsKey = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                open.removeLast(open.isEmpty ? 0 : 1)
                expectsKey = false
            case UInt8(ascii: ","): expectsKey = open.last.map { $0 != nil } ?? false
            case UInt8(ascii: "\""):
                let end = endOfString(json, from: position)
                if expectsKey, let last = open.indices.last {
                    let key = text(json[position..<end])
                    if open[last]?.insert(key).inserted == false { return key }
                    expectsKey = false
                }
                position = end
                continue
            default: break
            }
            position += 1
        }
        return nil
    }

    /// The position after the string that starts at `start`.
    private static func endOfString(_ json: [UInt8], from start: Int) -> Int {
        var position = start + 1
        while position < json.count {
            switch json[position] {
            case UInt8(ascii: "\\"): position += 2
            case UInt8(ascii: "\""): return position + 1
            default: position += 1
            }
        }
        return json.count
    }

    /// What a string in quotes says.
    private static func text(_ quoted: ArraySlice<UInt8>) -> String {
        if quoted.contains(UInt8(ascii: "\\")),
            let decoded = try? JSONDecoder().decode([String].self, from: Data([91] + quoted + [93]))
        {
            return decoded[0]
        }
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
    }
}
