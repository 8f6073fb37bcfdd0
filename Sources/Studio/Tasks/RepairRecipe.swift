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

    /// Writes the mask where no file holds it, and names what makes the repair again.
    /// - Throws: `ImageError`, and the errors of the prompt's files.
    package func provenance(image: String, out: String) throws -> RepairProvenance {
        let beside = newMask(at: out), file = mask == nil ? nil : beside ?? maskFile
        if let mask, let beside { try MaskFile.write(mask, to: beside, of: ImageFiles(image)) }
        let words =
            ["repair", image] + (file.map { ["--mask", $0] } ?? []) + ["--method", method] + prompt.arguments()
            + ["--out", out]
        return try RepairProvenance(
            command: CommandText.of(words), image: image, mask: file, prompt: prompt, unknown: unknown)
    }
}
