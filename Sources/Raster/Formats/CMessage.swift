/// A buffer for the error message of a C library.
struct CMessage {
    var bytes = [CChar](repeating: 0, count: 200)

    var text: String {
        String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
