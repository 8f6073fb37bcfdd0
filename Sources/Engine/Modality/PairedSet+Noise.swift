extension PairedSet {
    /// Pictures of noise, see `ImageSet.noise`, each with a caption where the recipe learns from captions.
    public static func noise(for recipe: Recipe) -> PairedSet {
        let images = ImageSet.noise(for: recipe)
        return PairedSet(images: images, captions: recipe.preset.isMultimodal ? (0..<images.count).map { ["noise \($0)"] } : nil)
    }
}
