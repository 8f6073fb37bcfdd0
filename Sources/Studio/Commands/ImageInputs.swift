// Z latent size, E length of a condition.

/// The latents and conditions of the images of a command, computed a range at a time.
struct ImageInputs {
    /// Images in all.
    var count: Int
    /// The latents of a range of the images, (range.count, Z).
    var latents: (Range<Int>) -> [Float]
    /// The conditions of a range with its latents, (range.count, E).
    var conditions: (Range<Int>, [Float]) -> [Float]

    init(
        count: Int, latents: @escaping (Range<Int>) -> [Float],
        conditions: @escaping (Range<Int>, [Float]) -> [Float]
    ) {
        (self.count, self.latents, self.conditions) = (count, latents, conditions)
    }

    /// Of images that are all known.
    init(_ inputs: SampleInputs, latentDim Z: Int, conditionSize E: Int) {
        self.init(
            count: inputs.latents.count / Z,
            latents: { Array(inputs.latents[$0.lowerBound * Z..<$0.upperBound * Z]) },
            conditions: { range, _ in Array(inputs.conditions[range.lowerBound * E..<range.upperBound * E]) })
    }

    /// Only the images `indices`, in this order.
    func picked(_ indices: [Int]) -> ImageInputs {
        let (latents, conditions) = (latents, conditions)
        func one(_ index: Int) -> Range<Int> { index..<index + 1 }
        return ImageInputs(
            count: indices.count, latents: { range in range.flatMap { latents(one(indices[$0])) } },
            conditions: { range, _ in
                range.flatMap { conditions(one(indices[$0]), latents(one(indices[$0]))) }
            })
    }
}

/// Numbers of samples as a user writes them: from 1, with commas.
struct SampleNumbers {
    /// From 0.
    let indices: [Int]

    /// nil for text that is no list of numbers from 1.
    init?(_ text: String) {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard !numbers.isEmpty, numbers.allSatisfy({ (1...GenerateCommand.largest).contains($0) }) else { return nil }
        indices = numbers.map { $0 - 1 }
    }
}
