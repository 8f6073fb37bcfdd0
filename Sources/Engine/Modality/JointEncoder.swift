// N samples, E extent of the space.

/// The encoders in use: texts, sounds and pictures to vectors of the joint space, a fixed number at a time.
struct JointEncoder {
    private static let batch = 64
    private static func name(_ modality: Modality) -> String { "embed.\(modality.rawValue)" }

    let outputs: [Modality: Tensor]
    private let extents: [Modality: Int]

    /// Adds the encoders with `weights` to `graph`.
    init(_ space: JointSpace, _ weights: [Modality: Weights], pixels: Int, in graph: Graph) {
        var (outputs, extents) = ([Modality: Tensor](), [Modality: Int]())
        for modality in Modality.allCases {
            let extent = space.inputs(modality, pixels: pixels)
            outputs[modality] = space[modality](graph.input(Self.name(modality), [Self.batch, extent]), weights[modality]!)
            extents[modality] = extent
        }
        (self.outputs, self.extents) = (outputs, extents)
    }

    func plans(_ layout: StateLayout, lanes: Int) -> [Modality: Plan] {
        outputs.mapValues { Plan([$0], layout: layout, lanes: lanes) }
    }

    /// Vectors (count, E) of `count` samples; `write` puts those of a range, one after the other, into zeros.
    func vectors(_ modality: Modality, _ count: Int, _ executor: Executor, _ plans: [Modality: Plan], progress: (Double) -> Void = { _ in },
                 write: (Range<Int>, inout MutableSpan<Float>) -> Void) -> [Float] {
        let plan = plans[modality]!, output = outputs[modality]!
        var vectors: [Float] = []
        vectors.reserveCapacity(count * JointSpace.extent)
        for start in stride(from: 0, to: count, by: Self.batch) {
            progress(Double(start) / Double(count))
            let range = start..<min(start + Self.batch, count)
            executor.fill(Self.name(modality)) { target in
                for place in 0..<target.count { target[place] = 0 }
                write(range, &target)
            }
            executor.run(plan, counter: 0)
            vectors += executor.read(output, of: plan).prefix(range.count * JointSpace.extent)
        }
        return vectors
    }

    /// Vectors of the pictures `indices` of `images`.
    func vectors(of images: ImageSet, _ executor: Executor, _ plans: [Modality: Plan], progress: (Double) -> Void = { _ in }) -> [Float] {
        vectors(.image, images.count, executor, plans, progress: progress) { range, target in
            for (place, value) in images.batch(Array(range)).enumerated() { target[place] = value }
        }
    }

    /// Numbers that go into an encoder for each sample.
    func extent(_ modality: Modality) -> Int { extents[modality]! }
}
