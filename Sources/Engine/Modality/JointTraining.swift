/// A run's joint space while it trains: the stage that learns it, and what comes out of it for the networks that draw.
struct JointTraining {
    /// The part of the graph, before it is compiled.
    struct Nodes {
        let space: JointSpace
        let data: JointData
        let step: JointStep
        let encoder: JointEncoder
        /// Whether the networks that are told draw, or repair.
        let draws: Bool

        init(_ space: JointSpace, _ pairs: PairedSet, _ architecture: Architecture, in graph: Graph, lanes: Int,
             progress: (String, Double) -> Void) throws(ModalityError) {
            (self.space, draws) = (space, !architecture.repairs)
            data = try JointData(pairs, lanes: lanes, progress: progress)
            step = JointStep(space, modalities: data.modalities, pixels: architecture.pixels,
                             side: (architecture.height, architecture.width), in: graph)
            encoder = JointEncoder(space, step.weights, pixels: architecture.pixels, in: graph)
            _ = graph.variable(JointTraining.knownName, [KnownFeatures.extent])
            guard draws else { return }
            _ = graph.variable(JointTraining.samplesName, [JointTraining.samples, JointSpace.extent])
            _ = graph.variable(JointTraining.keysName, [JointTraining.instances, JointSpace.extent])
            _ = graph.variable(JointTraining.instancesName, [JointTraining.instances, JointSpace.extent])
        }
    }

    /// Variables of the run besides weights: what its captions are made of; of runs that draw, what samples are drawn for, and what an `InstancePrior` is
    /// made of.
    static let knownName = "joint.known", samplesName = "joint.samples", keysName = "joint.keys", instancesName = "joint.instances"
    /// As many samples as an evaluation draws: where fewer conditions come back again and again, samples vary less than the data.
    private static let samples = 10_000, instances = 4_096

    let stage: JointStage
    private let data: JointData
    private let encoder: JointEncoder
    private let embedding: [Modality: Plan]
    private let draws: Bool
    private let seed: UInt64

    init(_ nodes: Nodes, seed: UInt64, layout: StateLayout, lanes: Int) {
        stage = JointStage(nodes.space, nodes.step, data: nodes.data, seed: seed, layout: layout, lanes: lanes)
        (data, encoder, draws, self.seed) = (nodes.data, nodes.encoder, nodes.draws, seed)
        embedding = nodes.encoder.plans(layout, lanes: lanes)
    }

    var plans: [Plan] { stage.plans + embedding.values }
    var modalities: [Modality] { data.modalities }
    var faults: [String] { data.faults }
    /// Bytes of what is kept of sounds and, later, of every picture's vector.
    var memory: Int { data.spectrograms.count + data.images.count * JointSpace.extent * MemoryLayout<Float>.stride }

    func setStartingState(_ executor: Executor) { executor.write(Self.knownName, data.known.places) }

    /// Embeds all of the data with the learned encoders, and keeps what pictures are to be drawn for.
    func conditions(_ executor: Executor, progress: (String, Double) -> Void) -> JointConditions {
        let conditions = JointConditions(data, draws ? .drawing : .repairing, encoder, executor, embedding, seed: seed, progress: progress)
        guard draws else { return conditions }
        let instances = conditions.instances(Self.instances)
        executor.write(Self.samplesName, conditions.samples(Self.samples))
        executor.write(Self.keysName, instances.keys)
        executor.write(Self.instancesName, instances.vectors)
        return conditions
    }
}
