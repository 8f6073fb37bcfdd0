import Render
import Repair

/// A method of repair with its help, wrapped for the lines below the image.
struct MethodHelp {
    static let label = "method "
    /// The column where the help goes on.
    static let indent = 3

    /// The name, shortened where it is long.
    let name: String
    /// The help: the first line is behind the name.
    let lines: [String]

    init(_ method: String, _ methods: [(name: String, help: String)], width: Int) {
        name = Cut.middle(method, width: max(width / 3, 20))
        let help = methods.first { $0.name == method }?.help ?? ""
        // A word in the place of the name, so that all lines have one width.
        let start = max(1 + Self.label.count + CellGrid.columns(of: name) + 2 - Self.indent - 1, 1)
        let wrapped = Paragraph.wrapped(
            String(repeating: "x", count: start) + " " + help, width: width - Self.indent - 1)
        lines = wrapped.enumerated().map { $0 == 0 ? String($1.dropFirst(start + 1)) : $1 }
    }
}
