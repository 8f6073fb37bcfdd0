/// A network that repairs what is around a hole's inside from what is around it: the loss of Context Encoders (Pathak et al. 2016), squared
/// differences in the hole and a small adversary; the networks of pix2pix (Isola et al. 2017), an encoder and a decoder with connections
/// between equal sizes against a discriminator that judges patches; the mask beside the picture, and the discriminator's features as a
/// second measure, as in LaMa (Suvorov et al. 2022).
public enum ContextEncoder {
    /// - Parameter condition: what the network is told of each picture; it bends the narrowest layer, which has seen all of the picture.
    public static func architecture(size: Int, channels: Int, width: Int, penaltyInterval: Int, condition: Condition? = nil) -> Architecture {
        let (halvings, smallest) = Pyramid.levels(size)
        let maps = (0...halvings + 1).map { width << min($0, 3) }
        // Few at full size, where each costs most; and the discriminator only helps.
        let finest = max(4, width / 2), judging = max(4, width / 2)

        // From the narrowest place outwards. 7 pixels go over 3 to 1, 4 over 2.
        let narrowest = maps[halvings + 1]
        var layers: [any Layer] = [Convolve(maps[halvings], narrowest, smallest / 2), Activation.leakyReLU(0.2)]
            + (condition.map { [Bend(narrowest, $0)] } ?? [])
            + [ConvolveTransposed(narrowest, maps[halvings], smallest / 2, bias: false), BatchNormalisation(maps[halvings]), Activation.relu]
        for level in (0...halvings).reversed() {
            let (above, outer) = (level == 0 ? channels + 1 : maps[level - 1], level == 0 ? finest : maps[level - 1])
            let isOdd = level == halvings && smallest == 7
            let up = isOdd ? ConvolveTransposed(2 * maps[level], outer, 3, stride: 2, bias: false)
                : ConvolveTransposed(2 * maps[level], outer, 4, stride: 2, padding: 1, bias: false)
            layers = [Convolve(above, maps[level], 4, stride: 2, padding: 1, bias: level == 0)]
                + (level == 0 ? [] : [BatchNormalisation(maps[level])]) + [Activation.leakyReLU(0.2), Skip(layers)]
                + [up, BatchNormalisation(outer), Activation.relu]
        }
        let generator = [Arrange.pictures(height: size, width: size, channels: channels + 1), Skip(layers),
                         Convolve(channels + 1 + finest, channels, 3, padding: 1), Activation.tanh, Arrange.vectors] as [any Layer]

        // Each place of its last layer sees a patch of 22 pixels.
        let discriminator: [any Layer] = [
            Arrange.pictures(height: size, width: size, channels: channels),
            Convolve(channels, judging, 4, stride: 2, padding: 1), Activation.leakyReLU(0.2),
            Convolve(judging, 2 * judging, 4, stride: 2, padding: 1), Activation.leakyReLU(0.2),
            Convolve(2 * judging, 1, 4, padding: 1), Arrange.vectors,
        ]
        var architecture = Architecture(
            generator: Network("generator", generator), discriminator: Network("discriminator", discriminator), input: .damagedPicture,
            height: size, width: size, channels: channels, objective: .crossEntropy, adam: Adam(beta1: 0.5, beta2: 0.99),
            penalty: Penalty(kind: .slopes, interval: penaltyInterval))
        architecture.reconstruction = Reconstruction(hasFeatures: true)
        architecture.condition = condition
        return architecture
    }
}
