extension ImageSet {
    /// A batch of noise of the right size: for timing a step where the pictures do not matter.
    public static func noise(for recipe: Recipe) -> ImageSet {
        let (size, channels) = (recipe.settings.int("size"), recipe.settings.int("channels"))
        let random = CounterRandom(seed: recipe.seed, stream: 0, counter: 0)
        let count = recipe.settings.int("batch") * size * size * channels
        return ImageSet(name: "noise", height: size, width: size, channels: channels, pixels: (0..<count).map { UInt8(random.uniform(at: $0) * 255) })
    }
}
