/// The strong recipe for small pictures on a CPU: a relativistic loss held steady by penalties on the discriminator's slopes at real and
/// generated pictures (Huang et al. 2024, "The GAN is dead; long live the GAN!"), a discriminator without normalisation, averaged
/// weights, and high rates: small, fast steps.
public enum Modern {
    /// Numbers that a condition becomes before it joins the noise.
    private static let embedding = 32

    /// - Parameter condition: what both networks are told of each picture: the generator behind its noise and, if it is of a joint space, in
    ///   every map; the discriminator by projection.
    public static func architecture(size: Int, channels: Int, latent: Int, width: Int, penaltyInterval: Int,
                                    condition: Condition? = nil) -> Architecture {
        let (halvings, smallest) = Pyramid.levels(size)
        let maps = (0...halvings).map { width << $0 }

        let told = condition.map { [ConditionNoise($0, embedding: embedding)] } ?? []
        // A class is told behind the noise alone; words, sounds and pictures say more, which reaches every map.
        let joint: Condition? = if case .joint? = condition { condition } else { nil }
        func normalised(_ maps: Int) -> [any Layer] { [BatchNormalisation(maps)] + (joint.map { [Bend(maps, $0)] } ?? []) + [Activation.relu] }
        let inputs = latent + (condition == nil ? 0 : embedding)
        var generator: [any Layer] = told + [Arrange.pictures(height: 1, width: 1, channels: inputs),
                                      ConvolveTransposed(inputs, maps[halvings], smallest, bias: false)] + normalised(maps[halvings])
        for level in (1..<halvings + 1).reversed() where level > 1 {
            generator += [ConvolveTransposed(maps[level], maps[level - 1], 4, stride: 2, padding: 1, bias: false)] + normalised(maps[level - 1])
        }
        if joint != nil, channels > 1 {
            // Corners get sharp where something bends at full size; grey photographs gained nothing from such a layer (docs/decisions/0006).
            let finest = max(1, width / 2)
            generator += [ConvolveTransposed(maps[1], finest, 4, stride: 2, padding: 1, bias: false)] + normalised(finest) + [Convolve(finest, channels, 1)]
        } else {
            generator.append(ConvolveTransposed(maps[1], channels, 4, stride: 2, padding: 1))
        }
        generator += [Activation.tanh, Arrange.vectors]

        var discriminator: [any Layer] = [Arrange.pictures(height: size, width: size, channels: channels)]
        for level in 0..<halvings {
            discriminator += [Convolve(level == 0 ? channels : maps[level - 1], maps[level], 4, stride: 2, padding: 1), Activation.leakyReLU(0.2)]
        }
        // Once more past the smallest size, 7 to 3 or 4 to 2: a cheap layer with a wide view.
        discriminator += [Convolve(maps[halvings - 1], maps[halvings], 4, stride: 2, padding: 1), Activation.leakyReLU(0.2)]
        let features = (smallest / 2) * (smallest / 2) * maps[halvings]
        discriminator += condition.map { [Arrange.vectors, ProjectionVerdict(features, $0)] }
            ?? [Convolve(maps[halvings], 1, smallest / 2), Arrange.vectors]

        var architecture = Architecture(generator: Network("generator", generator), discriminator: Network("discriminator", discriminator),
                            input: .noise(latent), height: size, width: size, channels: channels, objective: .relativistic,
                            adam: Adam(beta1: 0, beta2: 0.99), penalty: Penalty(kind: .slopes, interval: penaltyInterval))
        architecture.condition = condition
        return architecture
    }
}
