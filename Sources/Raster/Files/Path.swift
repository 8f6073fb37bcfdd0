/// The two parts of a path, as text.
enum Path {
    /// The folder that a file lies in: "a/b" of "a/b/c", "." of "c", "/" of "/c".
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path of another file in the same folder.
    static func neighbour(of path: String, named name: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return name }
        return String(path[...slash]) + name
    }
}
