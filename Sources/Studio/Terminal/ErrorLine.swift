/// Messages on standard error.
enum ErrorLine {
    /// Prints a message as one line.
    static func print(_ message: String) {
        StandardOutput.write(
            "tessera: " + message.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n", to: .error)
    }
}
