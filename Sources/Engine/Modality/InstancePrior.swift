import Glibc

// N pictures, E extent of the space.

/// What else a picture shows of which only a part is asked for: the vector of one picture of the data that fits, mixed in.
///
/// A caption that leaves the place out lies between the places, where no picture lies: a generator that is told this alone draws all of
/// them at once. The vector of a picture says everything (Casanova et al. 2021, "Instance-conditioned GAN"), and the space says which
/// pictures fit what is asked (as the prior of Ramesh et al. 2022, "Hierarchical text-conditional image generation with CLIP latents", which is
/// learned; this one looks them up).
package struct InstancePrior: Sendable {
    /// (count, E), each of length 1: what queries are compared with, and what is mixed in.
    private let keys: [Float]
    private let instances: [Float]
    /// (count, E), of which one is told where nothing is asked for: what samples are drawn for.
    private let untold: [Float]
    private let noise: Float

    /// Divides the cosines: a picture that is 0.015 nearer than another is chosen e times as often.
    private static let temperature = 0.015
    /// How much the picture counts in the mixture, where what is asked counts 1.
    private static let weight: Float = 0.7

    /// - Parameters:
    ///   - keys: (count, E) what is known of pictures of the data, their captions and sounds among it, each of length 1.
    ///   - instances: (count, E) the vectors of the same pictures, each of length 1.
    ///   - untold: (any, E) what is told where nothing is asked for.
    ///   - noise: weight of the noise that is mixed in as in training, see `Mixture`.
    package init(keys: [Float], instances: [Float], untold: [Float], noise: Float = Mixture.noise) {
        precondition(!instances.isEmpty && instances.count % JointSpace.extent == 0 && keys.count == instances.count,
                     "\(instances.count) numbers of instances, \(keys.count) of keys")
        precondition(!untold.isEmpty && untold.count % JointSpace.extent == 0, "\(untold.count) numbers of untold conditions")
        (self.keys, self.instances, self.untold, self.noise) = (keys, instances, untold, noise)
    }

    /// `asked` (N, E), each mixed with the instance that `choices` (N), between 0 and 1, take among those that fit; a row of zeros asks for nothing.
    ///
    /// Costs a product with all keys for each row that is not the one before it.
    package func callAsFunction(_ asked: [Float], choices: [Double]) -> [Float] {
        let E = JointSpace.extent
        precondition(asked.count == choices.count * E, "\(asked.count) numbers asked with \(choices.count) choices")
        var before: ArraySlice<Float> = [], sums: [Double] = []
        return choices.enumerated().flatMap { row, choice -> [Float] in
            let wanted = asked[row * E..<(row + 1) * E]
            if wanted.allSatisfy({ $0 == 0 }) { return Array(Self.row(untold, Int(choice * Double(untold.count / E)))) }
            if !wanted.elementsEqual(before) { (before, sums) = (wanted, runningOdds(wanted)) }
            let share = choice * sums[sums.count - 1]
            let instance = Self.row(instances, sums.firstIndex { $0 > share } ?? sums.count - 1)
            var random = SeededMixing.Sequence(seed: SeededMixing.word(choice.bitPattern))
            return Mixture.disturbed([(wanted, 1), (instance, Self.weight)], by: noise, &random)
        }
    }

    /// Sums of the odds of every key and of those before it.
    private func runningOdds(_ wanted: ArraySlice<Float>) -> [Double] {
        let E = JointSpace.extent, first = wanted.startIndex
        let cosines = (0..<keys.count / E).map { index in
            (0..<E).reduce(Float(0)) { $0 + wanted[first + $1] * keys[index * E + $1] }
        }
        // Against the nearest, so that no sum is too small for its type.
        let most = cosines.max() ?? 0
        var sum = 0.0
        return cosines.map { cosine in
            sum += exp(Double(cosine - most) / Self.temperature)
            return sum
        }
    }

    private static func row(_ vectors: [Float], _ index: Int) -> ArraySlice<Float> { vectors[index * JointSpace.extent..<(index + 1) * JointSpace.extent] }
}
