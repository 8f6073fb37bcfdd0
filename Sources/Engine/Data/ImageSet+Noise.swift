extension ImageSet {
    /// A batch of noise of the right size: for timing a step where the pictures do not matter.
    public static func noise(for recipe: Recipe) -> ImageSet {
        let (size, channels) = (recipe.settings.int("size"), recipe.settings.int("channels"))
        let random = CounterRandom(seed: recipe.seed, stream: 0, counter: 0)
        let batch = recipe.settings.int("batch"), classes = recipe.settings.values["classes"].map { Int($0) }
        // Every class occurs, so that any conditional network takes them.
        let pictures = max(batch, classes ?? 0)
        return ImageSet(name: "noise", height: size, width: size, channels: channels,
                        pixels: (0..<pictures * size * size * channels).map { UInt8(random.uniform(at: $0) * 255) },
                        labels: classes.map { classes in (0..<pictures).map { UInt8($0 % classes) } })
    }
}
