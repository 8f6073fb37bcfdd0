import Raster

/// How one repair of a file was made: what its command needs.
package struct RepairRecipe: Sendable, Equatable {
    /// nil for a repair of the whole image.
    package var mask: MaskPlane?
    /// The file that the mask is saved in by the user.
    package var maskFile: String
    package var method: String
    package var prompt: SamplePrompt
    /// Words of the prompt that the run's captions do not contain.
    package var unknown: [String]

    package init(mask: MaskPlane?, maskFile: String, method: String, prompt: SamplePrompt, unknown: [String]) {
        (self.mask, self.maskFile, self.method) = (mask, maskFile, method)
        (self.prompt, self.unknown) = (prompt, unknown)
    }

    /// The mask's file beside the repaired image; nil where the user's file holds the mask, and where there is none.
    package func newMask(at path: String) -> String? {
        guard let mask else { return nil }
        let saved = try? MaskFile.read(maskFile, width: mask.width, height: mask.height)
        if let saved, saved.scaledFrom == nil, saved.mask == mask { return nil }
        return (path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path) + ".mask.png"
    }

    /// Several repairs of one file, each with the path that its result is written to: the last one to `out`, those before it to files beside
    /// it, which only the commands write.
    static func steps(_ recipes: [RepairRecipe], to out: String) -> [(recipe: RepairRecipe, path: String)] {
        let stem = out.lastIndex(of: ".").map { String(out[..<$0]) } ?? out
        return recipes.enumerated().map { index, recipe in
            (recipe, index == recipes.count - 1 ? out : "\(stem).\(index + 1).png")
        }
    }

    /// Writes the masks that no file holds, and names what makes the repairs again: their commands, one after the other.
    /// - Returns: nil for no recipes.
    /// - Throws: `ImageError`, and the errors of the prompts' files.
    package static func provenance(_ recipes: [RepairRecipe], image: String, out: String) throws -> RepairProvenance? {
        var commands: [String] = [], input = image, masks: [String] = []
        for (recipe, path) in steps(recipes, to: out) {
            let file = try recipe.writtenMask(at: path, of: image)
            commands.append(CommandText.of(recipe.words(input, mask: file, out: path)))
            input = path
            if let file { masks.append(file) }
        }
        guard let last = recipes.last else { return nil }
        var provenance = try RepairProvenance(
            command: commands.joined(separator: " && "), image: image, mask: masks.last, prompt: last.prompt,
            unknown: last.unknown)
        provenance.earlierMasks = try masks.dropLast().map { try FileProvenance($0) }
        return provenance
    }

    /// The file with the mask, which is written where no file holds it; nil for a repair of the whole image.
    private func writtenMask(at path: String, of image: String) throws -> String? {
        guard let mask else { return nil }
        guard let beside = newMask(at: path) else { return maskFile }
        try MaskFile.write(mask, to: beside, of: ImageFiles(image))
        return beside
    }

    private func words(_ image: String, mask: String?, out: String) -> [String] {
        ["repair", image] + (mask.map { ["--mask", $0] } ?? []) + ["--method", method] + prompt.arguments()
            + ["--out", out]
    }
}
