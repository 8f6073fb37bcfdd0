import Glibc

// N pictures, E extent of the space.

/// What else a picture shows of which only a part is asked for: the vector of one picture of the data that fits, mixed in.
///
/// A caption that leaves the place out lies between the places, where no picture lies: a generator that is told this alone draws all of
/// them at once. The vector of a picture says everything (Casanova et al. 2021, "Instance-conditioned GAN"), and the space says which
/// pictures fit what is asked (as the prior of Ramesh et al. 2022, "Hierarchical text-conditional image generation with CLIP latents", which is
/// learned; this one looks them up).
package struct InstancePrior: Sendable {
    /// (count, E), each of length 1.
    private let instances: [Float]

    /// Divides the cosines: a picture that is 0.015 nearer than another is chosen e times as often.
    private static let temperature = 0.015
    /// How much the picture counts in the mixture, where what is asked counts 1.
    private static let weight: Float = 0.7

    /// - Parameter instances: (count, E) vectors of pictures, each of length 1.
    package init(_ instances: [Float]) {
        precondition(!instances.isEmpty && instances.count % JointSpace.extent == 0, "\(instances.count) numbers of instances")
        self.instances = instances
    }

    /// `asked` (N, E), each mixed with the instance that `choices` (N), between 0 and 1, take among those that fit. Zeros ask for nothing: all fit.
    ///
    /// Costs a product with all instances for each row that is not the one before it.
    package func callAsFunction(_ asked: [Float], choices: [Double]) -> [Float] {
        let E = JointSpace.extent
        precondition(asked.count == choices.count * E, "\(asked.count) numbers asked with \(choices.count) choices")
        var before: ArraySlice<Float> = [], sums: [Double] = []
        return choices.enumerated().flatMap { row, choice -> [Float] in
            let wanted = asked[row * E..<(row + 1) * E]
            if !wanted.elementsEqual(before) { (before, sums) = (wanted, runningOdds(wanted)) }
            let share = choice * sums[sums.count - 1]
            let instance = sums.firstIndex { $0 > share } ?? sums.count - 1
            return Mixture.vector([(wanted, 1), (instances[instance * E..<(instance + 1) * E], Self.weight)])
        }
    }

    /// Sums of the odds of every instance and of those before it.
    private func runningOdds(_ wanted: ArraySlice<Float>) -> [Double] {
        let E = JointSpace.extent, first = wanted.startIndex
        let cosines = (0..<instances.count / E).map { index in
            (0..<E).reduce(Float(0)) { $0 + wanted[first + $1] * instances[index * E + $1] }
        }
        // Against the nearest, so that no sum is too small for its type.
        let most = cosines.max() ?? 0
        var sum = 0.0
        return cosines.map { cosine in
            sum += exp(Double(cosine - most) / Self.temperature)
            return sum
        }
    }
}
