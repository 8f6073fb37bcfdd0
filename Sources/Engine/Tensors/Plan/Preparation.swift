import Numerics

/// A buffer that is derived from one input of an operation and shared by all operations that need the same: computed
/// once, before the first.
package struct Preparation {
    /// Index of the input that it is derived from.
    let input: Int
    /// Name of its step; one input has at most one preparation of a name.
    let name: String
    /// Elements of the buffer.
    let count: Int
    let kernel: (_ source: Int, _ target: Int, _ threads: Int) -> any Kernel
}

/// A preparation with the groups that use it.
struct SharedPreparation {
    struct Key: Hashable {
        let node: Int
        let name: String
    }

    let key: Key
    let preparation: Preparation
    /// The first and the last group that use it; the first one computes it.
    let first: Int
    private(set) var last: Int

    var lifetime: Lifetime { Lifetime(count: preparation.count, first: first, last: last) }

    /// The preparations of all groups, by the node that they are derived from.
    static func all(_ groups: [FusedGroup], in graph: Graph, precision: Precision) -> [SharedPreparation] {
        var shared: [Key: SharedPreparation] = [:]
        for (index, group) in groups.enumerated() {
            let node = graph.nodes[group.members[0]]
            guard
                let preparation = node.operation.preparation(
                    inputs: node.inputs.map { graph.nodes[$0].shape }, output: node.shape, precision: precision)
            else { continue }
            let key = Key(node: node.inputs[preparation.input], name: preparation.name)
            shared[key, default: SharedPreparation(key: key, preparation: preparation, first: index, last: index)]
                .last = index
        }
        return shared.values.sorted { ($0.key.node, $0.key.name) < ($1.key.node, $1.key.name) }
    }
}
