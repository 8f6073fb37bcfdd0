/// The two networks of a preset at a concrete size, with what trains them.
public struct Architecture: Sendable {
    public var generator: Network
    public var discriminator: Network
    /// What the generator makes pictures from.
    public var input: GeneratorInput
    /// Height, width and channels of an image.
    public var height: Int
    public var width: Int
    public var channels: Int
    public var objective: Objective
    public var adam: Adam
    public var penalty: Penalty?
    /// Steps of the discriminator for one of the generator.
    public var generatorInterval = 1
    /// What a generator that repairs learns besides its adversary; nil where it draws.
    public var reconstruction: Reconstruction?
    /// What both networks are told about each picture; nil where they see pictures only.
    public var condition: Condition?
    /// True when both networks' images are changed at random before the discriminator sees them.
    public var augments = false

    /// The space that texts, sounds and pictures share, which a condition `.joint` is a vector of; learned before the networks.
    public var joint: JointSpace?

    /// Whether the networks of a joint space learn to match pictures with what is told of them, see `Matching`.
    public var matches = false

    /// All networks, in the order that their starting weights are drawn in.
    var networks: [Network] { [generator, discriminator] + (joint?.networks ?? []) }

    /// Numbers in an image.
    public var pixels: Int { height * width * channels }

    public init(generator: Network, discriminator: Network, input: GeneratorInput, height: Int, width: Int, channels: Int, objective: Objective,
                adam: Adam, penalty: Penalty? = nil) {
        (self.generator, self.discriminator, self.input) = (generator, discriminator, input)
        (self.height, self.width, self.channels) = (height, width, channels)
        (self.objective, self.adam, self.penalty) = (objective, adam, penalty)
    }
}
