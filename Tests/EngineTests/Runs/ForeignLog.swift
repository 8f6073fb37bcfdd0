import FoundationEssentials
import Runs

/// Messages in the wire format of protocol buffers, as TensorFlow and PyTorch write them into event files.
struct Message {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ field: Int, _ number: Int) {
        varint(UInt64(field << 3))
        varint(UInt64(bitPattern: Int64(number)))
    }

    mutating func add(_ field: Int, _ content: [UInt8]) {
        varint(UInt64(field << 3 | 2))
        varint(UInt64(content.count))
        bytes += content
    }

    mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

    mutating func add(_ field: Int, _ message: (inout Message) -> Void) {
        var inner = Message()
        message(&inner)
        add(field, inner.bytes)
    }

    mutating func add(_ field: Int, double value: Double) {
        varint(UInt64(field << 3 | 1))
        bytes += withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }

    mutating func add(_ field: Int, float value: Float) {
        varint(UInt64(field << 3 | 5))
        bytes += withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// An event file as other programs write it.
struct ForeignLog {
    private(set) var bytes: [UInt8] = []

    /// - Parameter version: nil for a file that names none.
    init(version: String? = "brain.Event:2") {
        if let version { event(step: 0) { $0.add(3, version) } }
    }

    mutating func event(step: Int, _ content: (inout Message) -> Void) {
        var event = Message()
        event.add(1, double: 1_700_000_000)
        event.add(2, step)
        content(&event)
        bytes += Self.record(event.bytes)
    }

    /// An event with one summary value.
    mutating func value(_ tag: String, step: Int, plugin: String? = nil, _ content: (inout Message) -> Void) {
        event(step: step) { event in
            event.add(5) { summary in
                summary.add(1) { value in
                    value.add(1, tag)
                    if let plugin { value.add(9) { $0.add(1) { $0.add(1, plugin) } } }
                    content(&value)
                }
            }
        }
    }

    /// A scalar of TensorFlow 1 and PyTorch.
    mutating func scalar(_ tag: String, _ number: Float, step: Int) {
        value(tag, step: step) { $0.add(2, float: number) }
    }

    /// A tensor, with its content as bytes.
    mutating func tensor(
        _ tag: String, step: Int, type: Int, shape: [Int] = [], content: [UInt8], plugin: String? = nil
    ) {
        value(tag, step: step, plugin: plugin) { value in
            value.add(8) { tensor in
                tensor.add(1, type)
                tensor.add(2) { dims in for size in shape { dims.add(2) { $0.add(1, size) } } }
                tensor.add(4, content)
            }
        }
    }

    /// A tensor of strings: images (width, height, files) and texts of TensorFlow 2.
    mutating func strings(_ tag: String, step: Int, _ strings: [[UInt8]], plugin: String? = nil) {
        value(tag, step: step, plugin: plugin) { value in
            value.add(8) { tensor in
                tensor.add(1, 7)
                tensor.add(2) { $0.add(2) { $0.add(1, strings.count) } }
                for string in strings { tensor.add(8, string) }
            }
        }
    }

    /// A session that starts at `step`.
    mutating func start(_ step: Int) { event(step: step) { $0.add(7) { $0.add(1, 1) } } }

    static func record(_ payload: [UInt8]) -> [UInt8] {
        func word(_ value: UInt64, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
        func masked(_ bytes: [UInt8]) -> [UInt8] {
            let crc = CRC32C.checksum(bytes[...])
            return word(UInt64((crc >> 15 | crc << 17) &+ 0xA282_EAD8), 4)
        }
        let length = word(UInt64(payload.count), 8)
        return length + masked(length) + payload + masked(payload)
    }
}
