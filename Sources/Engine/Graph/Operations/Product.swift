/// An operation that runs as matrix products, and whose result is still in cache when what follows element by element is applied.
package protocol Product: Operation {}
