package import Runs

/// The files of a run that the samples screen uses.
package struct SampleFiles: Sendable {
    package var run: String
    /// Newest first.
    package var checkpoints: [Checkpoint]
    /// Latents of the favorites, one after the other.
    package var favorites: [Float]
    package var promptSupport: PromptSupport
    /// Names a broken checkpoint that is newer than the newest intact one; nil for none.
    package var warning: String?

    package init(
        run: String, checkpoints: [Checkpoint], favorites: [Float] = [], promptSupport: PromptSupport = .unknown,
        warning: String? = nil
    ) {
        (self.run, self.checkpoints, self.favorites, self.promptSupport) = (run, checkpoints, favorites, promptSupport)
        self.warning = warning
    }

    /// Reads the run's folder and the headers of its checkpoints.
    init(run: String) throws {
        let folder = try RunFolder.open(run), checkpoints = folder.intactCheckpoints()
        self.init(
            run: run, checkpoints: checkpoints, favorites: Favorites.read(run: run),
            promptSupport: checkpoints.first.map { PromptSupport(checkpoint: $0.path) } ?? .unknown,
            warning: folder.brokenCheckpointWarning)
    }
}

/// The favorites of a run: a file that `tessera generate --latents` reads.
enum Favorites {
    private static func path(_ run: String) -> String { "\(run)/favorites.safetensors" }

    /// The latents; empty where there is no file.
    static func read(run: String) -> [Float] { (try? Safetensors.read(path(run)))?["z"]?.values ?? [] }

    /// Writes the latents as tensor `z`; returns a line for the user.
    static func save(_ latents: [Float], latentDim: Int, run: String) throws -> String {
        let z = NamedTensor(name: "z", shape: [latents.count / latentDim, latentDim], values: latents)
        try Safetensors.write([z], metadata: [:], to: path(run))
        return "\(latents.count / latentDim) favorites in \(path(run))"
    }
}
