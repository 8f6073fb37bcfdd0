/// Where the bare product of a chunk goes.
package enum ProductDestination: Sendable {
    /// Its place in a buffer of the whole product.
    case buffer(offset: Int)
    /// A lane's own scratch: nobody reads the product but the epilogue.
    case scratch
}
