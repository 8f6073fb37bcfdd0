import Glibc

/// The one place where the program ends itself.
enum ProcessEnd {
    /// Ends the process without running exit handlers.
    ///
    /// Work may still run on other threads, and the exit handler of OpenBLAS frees the memory that its products use. Nothing else needs a
    /// handler: lines are written unbuffered, files are replaced as a whole, and the terminal is restored before.
    static func leave(_ code: Int32) -> Never { _exit(code) }
}
