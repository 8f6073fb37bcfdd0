// N pictures, E extent of the space, Q queries.

/// The vectors of many pictures, searched exactly: one product with all of them.
///
/// Belongs to one thread at a time.
public final class JointIndex {
    /// A picture that was found, and the cosine between its vector and the query's.
    public struct Hit: Sendable, Equatable, Codable {
        public let index: Int
        public let score: Float
    }

    public let count: Int
    private let plan: Plan
    private let output: Tensor
    private let executor: Executor
    private let queries: Int

    /// - Parameters:
    ///   - vectors: (N, E), each of length 1.
    ///   - queries: how many are answered at once.
    public init(_ vectors: [Float], queries: Int = 1, lanes: Int) {
        let E = JointSpace.extent
        precondition(!vectors.isEmpty && vectors.count % E == 0, "\(vectors.count) numbers are no whole vectors of \(E)")
        (count, self.queries) = (vectors.count / E, queries)
        let graph = Graph()
        let rows = graph.variable("index", [vectors.count / E, E]), asked = graph.input("queries", [queries, E])
        output = rows.matmul(asked, transposeOther: true)
        plan = Plan([output], layout: StateLayout(graph), lanes: lanes)
        executor = Executor([plan], seed: 0)
        executor.write("index", vectors)
    }

    /// The `wanted` nearest pictures for each of (Q, E) vectors, nearest first; of equals the first comes first.
    /// - Complexity: O(N · (E + log wanted)) a query at worst.
    public func nearest(_ wanted: Int, to vectors: [Float]) -> [[Hit]] {
        let E = JointSpace.extent, total = vectors.count / E
        precondition(vectors.count == total * E, "\(vectors.count) numbers are no whole vectors of \(E)")
        return stride(from: 0, to: total, by: queries).flatMap { first in
            let some = min(queries, total - first)
            executor.write("queries", Array(vectors[first * E..<(first + some) * E]) + [Float](repeating: 0, count: (queries - some) * E))
            executor.run(plan, counter: 0)
            let scores = executor.read(output, of: plan)
            return (0..<some).map { Self.best(wanted, of: scores, column: $0, columns: queries) }
        }
    }

    private static func best(_ wanted: Int, of scores: [Float], column: Int, columns: Int) -> [Hit] {
        var found: [Hit] = []
        let scores = scores.span
        var least = -Float.infinity
        for row in 0..<scores.count / columns {
            let score = scores[row * columns + column]
            // Nearly all are ruled out by one comparison.
            guard score > least || found.count < wanted else { continue }
            var (low, high) = (0, found.count)
            while low < high {
                let middle = (low + high) / 2
                if found[middle].score >= score { low = middle + 1 } else { high = middle }
            }
            found.insert(Hit(index: row, score: score), at: low)
            if found.count > wanted { found.removeLast() }
            if found.count == wanted { least = found[wanted - 1].score }
        }
        return found
    }
}

/// The index of a run's pictures, kept in its folder between searches: made again when the run or the data is another.
public enum IndexFile {
    private static let name = "index.safetensors", key = "key"

    private static func path(_ folder: String) -> String { "\(folder)/\(name)" }

    /// Vectors of `images`, from the run's folder where they are there, else made now and kept there.
    /// - Parameter folder: nil for a checkpoint without its run: the vectors are made every time.
    public static func vectors(of images: ImageSet, _ model: JointModel, folder: String?, progress: (String, Double) -> Void = { _, _ in }) -> [Float] {
        let wanted = "\(model.fingerprint)-\(images.fingerprint)"
        if let folder, let file = try? Safetensors.read(path(folder)), file.metadata[key] == wanted, let tensor = file["index"],
           tensor.shape == [images.count, JointSpace.extent] {
            return tensor.values
        }
        let vectors = model.vectors(of: images) { progress("embedding \(images.name)", $0) }
        let tensor = NamedTensor(name: "index", shape: [images.count, JointSpace.extent], values: vectors)
        // A folder that cannot be written costs time and nothing else.
        if let folder { try? Safetensors.write([tensor], metadata: [key: wanted], to: path(folder)) }
        return vectors
    }
}
