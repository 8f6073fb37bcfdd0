import Glibc
import Models

// N images, Z latent size, E length of a condition.

/// The latents and conditions that the images of a request are a function of, for one network.
struct SampleInputs {
    /// (N, Z).
    let latents: [Float]
    /// (N, E).
    let conditions: [Float]

    /// What the images are conditioned on.
    enum Condition {
        /// What the network generates without a prompt.
        case sequence
        /// The embedding of a prompt; zeros for no prompt.
        case prompt([Float])
        /// From one prompt's embedding to another's, along an interpolation.
        case prompts(from: [Float], to: [Float])
    }

    init(_ noise: SampleRequest.Noise, ends: SampleEnds?, _ condition: Condition, _ model: GeneratorModel) {
        let Z = model.generator.latentDim
        var latents = Self.latents(noise, model)
        // Favorites of a network with another latent size are left out.
        latents.removeLast(latents.count % Z)
        self.latents = latents
        let count = latents.count / Z
        var isInterpolation = false
        if case .interpolation = noise { isInterpolation = true }
        // Along an interpolation the condition stays that of its start.
        let conditioning = isInterpolation ? (0..<count).flatMap { _ in latents.prefix(Z) } : latents
        switch condition {
        case .prompt(let vector): conditions = model.conditions(all: vector, for: conditioning)
        case .prompts(let from, let to):
            let vectors = (0..<count).flatMap { Self.slerp(from, to, Self.fraction($0, of: count)) }
            conditions = model.conditions(prompts: vectors, for: conditioning)
        case .sequence where isInterpolation:
            let start = (ends?.from.number ?? 1) - 1, vector = model.conditions(start..<start + 1)
            conditions = (0..<count).flatMap { _ in vector }
        case .sequence: conditions = model.conditions(0..<count)
        }
    }

    private static func fraction(_ index: Int, of count: Int) -> Float { Float(index) / Float(max(count - 1, 1)) }

    private static func latents(_ noise: SampleRequest.Noise, _ model: GeneratorModel) -> [Float] {
        switch noise {
        case .seed(let seed, let count): model.latents(seed: seed, 0..<count)
        case .latents(let latents): latents
        case .interpolation(let a, let b, let count):
            (0..<count).flatMap { slerp(a, b, fraction($0, of: count)) }
        }
    }

    /// Spherical interpolation (Shoemake 1985): the norm of the latents stays that of normal noise, unlike on a straight line.
    /// - Parameter fraction: 0 is `a`, 1 is `b`.
    static func slerp(_ a: [Float], _ b: [Float], _ fraction: Float) -> [Float] {
        func dot(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        let lengths = (dot(a, a) * dot(b, b)).squareRoot()
        let angle = lengths > 0 ? acos(min(max(dot(a, b) / lengths, -1), 1)) : 0
        guard sin(angle) > 1e-4 else { return zip(a, b).map { $0 + ($1 - $0) * fraction } }
        let (left, right) = (sin((1 - fraction) * angle) / sin(angle), sin(fraction * angle) / sin(angle))
        return zip(a, b).map { left * $0 + right * $1 }
    }
}
