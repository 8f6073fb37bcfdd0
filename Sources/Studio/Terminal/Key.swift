/// A key of the keyboard.
package enum Key: Hashable, Sendable {
    case character(Character)
    /// A letter with ctrl held, lower case.
    case control(Character)
    case enter, escape, tab, backTab, backspace, insert, delete
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)

    /// As help and hints write it.
    package var label: String {
        switch self {
        case .character(" "): "space"
        case .character(let letter): String(letter)
        case .control(let letter): "ctrl-\(letter)"
        case .enter: "enter"
        case .escape: "esc"
        case .tab: "tab"
        case .backTab: "shift-tab"
        case .backspace: "backspace"
        case .insert: "insert"
        case .delete: "delete"
        case .up: "up"
        case .down: "down"
        case .left: "left"
        case .right: "right"
        case .home: "home"
        case .end: "end"
        case .pageUp: "page up"
        case .pageDown: "page down"
        case .function(let number): "F\(number)"
        }
    }

    /// The key that sends `scalar`; nil for a control code without a key.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 9: self = .tab
        case 10, 13: self = .enter
        case 27: self = .escape
        case 8, 127: self = .backspace
        case 1...26: self = .control(Character(Unicode.Scalar(UInt8(96 + scalar.value))))
        case 0..<32: return nil
        default: self = .character(Character(scalar))
        }
    }
}
