/// The program.
package enum Tessera {
    package static let version = "0.1.0"
}
