extension BinaryInteger {
    /// The number with a comma between thousands, independent of the locale: 10,000.
    package var grouped: String {
        var digits = String(magnitude), groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
