/// Shows that something is being waited for.
package enum Spinner {
    /// Seconds a glyph stays.
    package static let period = 0.1

    static func glyph(_ now: Double, ascii: Bool) -> String {
        let glyphs = ascii ? ["|", "/", "-", "\\"] : ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
        return glyphs[Int(max(now, 0) / period) % glyphs.count]
    }
}
