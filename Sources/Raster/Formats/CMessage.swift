/// A buffer for the error message of a C library.
struct CMessage {
    var bytes = [CChar](repeating: 0, count: 200)

    var text: String {
        // Some have several lines, and names from files may hold anything: the error is one line of printable characters.
        let text = String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let printable = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
        return String(printable).split(separator: " ").joined(separator: " ")
    }
}
