import CNcurses

extension CursesTerminal {
    /// Longest time between two bytes of one report, in milliseconds: they were sent together.
    private static let patience: Int32 = 50

    /// The report after `ESC [ <`; nil when it breaks off or means nothing here.
    func readMouse() -> MouseEvent? {
        var report = "", value: UInt32 = 0
        while report.utf8.count < 24, Int(nc_read(Self.patience, &value)) == NC_SCALAR,
              let scalar = Unicode.Scalar(value) {
            report.unicodeScalars.append(scalar)
            if scalar == "M" || scalar == "m" { return MouseEvent(report: report) }
        }
        return nil
    }

    /// What stands between the brackets of a paste, at most a megabyte of it.
    func readPaste() -> String {
        var text = "", value: UInt32 = 0
        while text.utf8.count < 1 << 20 {
            let kind = Int(nc_read(Self.patience * 10, &value))
            if kind == NC_NOTHING || (kind == NC_KEY && Int(value) == NC_PASTE_END) { break }
            if kind == NC_SCALAR, let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    /// The key of one of the door's names; nil for those that have none.
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
