import CNcurses

extension CursesTerminal {
    /// Longest time in milliseconds between two bytes of a report.
    private static let timeout: Int32 = 50

    /// The mouse report after `ESC [ <`; nil for an incomplete or unsupported one.
    func readMouse() -> MouseEvent? {
        var report = "", value: UInt32 = 0
        while report.utf8.count < 24, Int(nc_read(Self.timeout, &value)) == NC_SCALAR,
            let scalar = Unicode.Scalar(value)
        {
            report.unicodeScalars.append(scalar)
            if scalar == "M" || scalar == "m" { return MouseEvent(report: report) }
        }
        return nil
    }

    /// Continues a paste, which has at most a megabyte: its text where it ends, with its bracket or with half a second of silence.
    func pasted(_ kind: Int, _ value: UInt32) -> Input? {
        guard let last = paste?.at else { return nil }
        let hasEnded =
            kind == NC_NOTHING
            ? ContinuousClock.now - last > .milliseconds(500) : kind == NC_KEY && Int(value) == NC_PASTE_END
        if hasEnded {
            defer { paste = nil }
            return paste.map { .paste($0.text) }
        }
        guard kind == NC_SCALAR, let scalar = Unicode.Scalar(value) else { return nil }
        if let count = paste?.text.utf8.count, count < 1 << 20 { paste?.text.unicodeScalars.append(scalar) }
        paste?.at = .now
        return nil
    }

    /// The key of a name of CNcurses; nil for other names.
    static func key(_ name: Int) -> Key? {
        switch name {
        case NC_UP: .up
        case NC_DOWN: .down
        case NC_LEFT: .left
        case NC_RIGHT: .right
        case NC_HOME: .home
        case NC_END: .end
        case NC_PAGE_UP: .pageUp
        case NC_PAGE_DOWN: .pageDown
        case NC_INSERT: .insert
        case NC_DELETE: .delete
        case NC_BACKSPACE: .backspace
        case NC_ENTER: .enter
        case NC_BACKTAB: .backTab
        case NC_F1..<NC_F1 + 12: .function(name - NC_F1 + 1)
        default: nil
        }
    }
}
