/// An animated glyph for work in progress.
package enum Spinner {
    /// Seconds of one glyph.
    package static let period = 0.1

    static func glyph(_ now: Double, ascii: Bool) -> String {
        let glyphs = ascii ? ["|", "/", "-", "\\"] : ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
        return glyphs[Int(max(now, 0) / period) % glyphs.count]
    }
}
