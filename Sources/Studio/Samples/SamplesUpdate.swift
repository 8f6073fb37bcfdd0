import Datasets
import Raster

extension SamplesState: Screen {
    package var context: KeyContext { .samples }

    package func layout(_ shared: SharedState) -> SamplesLayout { SamplesLayout(self, shared) }

    /// Opens the run that is shown where another one was sampled; lists the checkpoints again when the screen comes to the front, and while
    /// the run trains.
    package mutating func refresh(_ shared: inout SharedState) -> [ScreenAction] {
        let folder = shared.status.folder, step = shared.status.step
        guard !folder.isEmpty else { return [] }
        if folder != run {
            self = SamplesState()
            (run, isLoading) = (folder, true)
        } else {
            guard let listedAt else { return [] }
            let mayDiffer = promptSupport.mayChange || step != listedStep
            guard cameToFront || mayDiffer && shared.now - listedAt >= Self.period else { return [] }
            // Behind another screen, newer samples surprise nobody; but they would replace an unsaved interpolation.
            (self.listedAt, takesNewest, cameToFront) = (
                nil, followsNewest && unsavedFrames == nil && (cameToFront || promptSupport.mayChange), false
            )
        }
        listedStep = step
        return [.backgroundTask(.openSamples(run: folder))]
    }

    package mutating func handle(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        let before = self
        guard let actions = handleNow(invocation, &shared) else { return nil }
        guard let frames = before.unsavedFrames, frames != request?.frames else {
            if let line = before.remaking(unless: request) { shared.notify(line) }
            return actions
        }
        // Other samples would replace the interpolation, which no number brings back.
        self = before
        return [.leave(.samples(invocation))]
    }

    /// Runs a command without a question about what it replaces.
    mutating func handleNow(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        if let actions = handlePrompt(invocation, &shared) { return actions }
        let sheet = sheets.first, count = sheet?.images.count ?? 0
        func moved(_ by: Int) -> Int { min(max(selected + by, 0), max(count - 1, 0)) }
        let before = selected
        switch invocation.command {
        case .left: selected = moved(-1)
        case .right: selected = moved(1)
        case .scrollUp: selected = moved(-layout(shared).columns)
        case .scrollDown: selected = moved(layout(shared).columns)
        case .single: isSingle.toggle()
        case .back: return leaveView(&shared)
        // q closes a view before it leaves the program.
        case .quit where invocation.key == .character("q") && isInView: return leaveView(&shared)
        case .nearest where neighbours != nil: (neighbours, isSingle) = (nil, false)
        case .largerTiles: shared.zoom += 1
        case .smallerTiles: shared.zoom -= 1
        case .nextSeed, .previousSeed, .seed: return changeSeed(invocation, &shared)
        case .older, .newer: return changeCheckpoint(by: invocation.command == .older ? 1 : -1, &shared)
        case .compare: return compare(&shared)
        case .favorites:
            guard mode == .favorites || !favorites.isEmpty else {
                shared.notify("no favorites yet; b adds a sample")
                return []
            }
            mode = mode == .favorites ? .new : .favorites
            return generate(nil, &shared)
        case .mark, .interpolate, .favorite, .nearest, .save:
            guard let sheet, count > 0 else {
                shared.notify("no samples yet")
                return []
            }
            return handle(invocation, sheet, &shared)
        default: return nil
        }
        if selected != before { neighbours = nil }
        return []
    }

    package mutating func handle(_ event: MouseEvent, _ layout: SamplesLayout, _ shared: inout SharedState)
        -> [ScreenAction]?
    {
        switch event.action {
        case .wheelUp: return handle(Invocation(.largerTiles), &shared)
        case .wheelDown: return handle(Invocation(.smallerTiles), &shared)
        case .press where event.button == .left:
            guard let index = layout.sample(atX: event.x, y: event.y) else { return nil }
            // A click on the selected sample shows it alone.
            if index == selected { return handle(Invocation(.single), &shared) }
            (selected, neighbours) = (index, nil)
            return []
        default: return nil
        }
    }

    /// Whether something is shown in place of, or beside, the new samples of a seed.
    var isInView: Bool {
        view != .samples || isSingle || neighbours != nil || mode != .new || isAblated || comparison != nil
    }

    /// Leaves one thing that was entered, the innermost first: the nearest images and the single sample; search results or the map; the
    /// comparison; the interpolation or the favorites.
    private mutating func leaveView(_ shared: inout SharedState) -> [ScreenAction] {
        if view != .samples {
            view = .samples
            return shown?.prompts.first == prompt ? [] : generate(keptNoise, &shared)
        }
        if isSingle || neighbours != nil {
            (isSingle, neighbours) = (false, nil)
        } else if isAblated || comparison != nil {
            (isAblated, comparison) = (false, nil)
            return generate(request?.noise, &shared)
        } else if mode != .new {
            (mode, selected) = (.new, 0)
            return generate(nil, &shared)
        }
        return []
    }

    // MARK: - Results

    mutating func received(_ files: SampleFiles, _ shared: inout SharedState) -> [ScreenAction] {
        guard files.run == run else { return [] }
        let shown = checkpointPath
        (checkpoints, favorites, promptSupport, listedAt) = (
            files.checkpoints, files.favorites, files.promptSupport, shared.now
        )
        if checkpoints.isEmpty { isLoading = false }
        if let warning = files.warning, warning != shownWarning { shared.notify(warning) }
        shownWarning = files.warning
        // The same checkpoint stays, which may be an older one by now.
        let same = checkpoints.firstIndex { $0.path == shown }
        checkpoint = takesNewest ? 0 : same ?? 0
        takesNewest = false
        // An unsaved interpolation outlives its checkpoint's file.
        if same == nil, unsavedFrames != nil { return [] }
        return checkpointPath != shown && !checkpoints.isEmpty ? generate(keptNoise, &shared) : []
    }

    mutating func received(_ sheets: [SampleSheet], of request: SampleRequest) {
        isLoading = false
        guard request == self.request else { return }
        (self.sheets, shown) = (sheets, request)
        if let tried { prompt = tried }
        (tried, unknown) = (nil, sheets.first?.unknown ?? [])
        selected = min(selected, max((sheets.first?.images.count ?? 1) - 1, 0))
        neighbours = nil
    }

    // MARK: - Samples

    /// Requests samples of the current checkpoint, prompt and comparison.
    /// - Parameter noise: nil for that of the mode.
    mutating func generate(_ noise: SampleRequest.Noise?, _ shared: inout SharedState) -> [ScreenAction] {
        guard let own = checkpointPath else {
            shared.notify("\(run) has no checkpoint yet")
            return []
        }
        let isKept = noise != nil && noise == request?.noise
        let noise = noise ?? (mode == .favorites ? .latents(favorites) : .seed(seed, count: Self.count))
        var request = SampleRequest(
            sources: [own] + (isAblated ? [] : comparison.map { [$0] } ?? []), noise: noise,
            prompts: isAblated ? draft.ablations : [draft])
        if isKept { (request.ends, request.startPrompt) = (self.request?.ends, self.request?.startPrompt) }
        (tried, self.request, isLoading, neighbours, view) = (draft, request, true, nil, .samples)
        return [.backgroundTask(.generate(request))]
    }

    /// The noise that a change of prompt or checkpoint keeps: that of an interpolation.
    var keptNoise: SampleRequest.Noise? { mode == .interpolation ? request?.noise : nil }

    private mutating func changeSeed(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction] {
        switch invocation.command {
        case .nextSeed: seed &+= 1
        case .previousSeed: seed = seed > 0 ? seed - 1 : 0
        default:
            guard let number = invocation.argument.flatMap({ UInt64($0) }) else {
                shared.notify("a seed is a whole number, 0 or more")
                return []
            }
            seed = number
        }
        mode = .new
        return generate(nil, &shared)
    }

    private mutating func changeCheckpoint(by step: Int, _ shared: inout SharedState) -> [ScreenAction] {
        guard checkpoints.indices.contains(checkpoint + step) else {
            shared.notify(
                step > 0 ? "this is the oldest checkpoint" : "this was the newest checkpoint when they were listed")
            takesNewest = step < 0
            return step < 0 ? [.backgroundTask(.openSamples(run: run))] : []
        }
        checkpoint += step
        followsNewest = checkpoint == 0
        return generate(keptNoise, &shared)
    }

    /// Compares with the checkpoint before, then with older ones, newer ones and the marked runs, then with none.
    private mutating func compare(_ shared: inout SharedState) -> [ScreenAction] {
        let others = checkpoints.dropFirst(checkpoint + 1) + checkpoints.prefix(checkpoint).reversed()
        let all = others.map(\.path) + shared.runs.marked.subtracting([run]).sorted()
        guard !all.isEmpty else {
            shared.notify("nothing to compare with: mark another run on the Runs screen")
            return []
        }
        let next = comparison.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        comparison = all.indices.contains(next) ? all[next] : nil
        return generate(keptNoise, &shared)
    }

    /// Saves what is shown; nil where nothing is.
    /// - Parameter path: nil for a name in the run's folder that says what it is.
    func saveTask(to path: String?) -> BackgroundTask? {
        savedImage.map { .saveSamples($0, path: path ?? "\(run)/saved/\($0.name).png") }
    }

    /// A command on the selected sample.
    private mutating func handle(_ invocation: Invocation, _ sheet: SampleSheet, _ shared: inout SharedState)
        -> [ScreenAction]
    {
        let latent = sheet.latent(selected)
        switch invocation.command {
        case .mark:
            start = InterpolationStart(latent: latent, number: number(selected), prompt: prompt)
            shared.notify(
                "interpolation starts at sample \(selected + 1); i on another sample, or with another prompt, interpolates"
            )
        case .interpolate: return interpolate(to: latent, &shared)
        case .favorite:
            if let index = favoriteIndex(latent) {
                favorites.removeSubrange(index..<index + latent.count)
            } else {
                favorites += latent
            }
            return [.backgroundTask(.saveFavorites(run: run, favorites, latentDim: latent.count))]
        case .nearest:
            guard let request else { return [] }
            isSingle = true
            shared.notify("comparing with the training images")
            return [.backgroundTask(.nearest(request, sheet.images[selected]))]
        case .save:
            return saveTask(to: invocation.argument).map { [.backgroundTask($0)] } ?? []
        default: break
        }
        return []
    }

    /// Interpolates from the marked sample and its prompt to a latent and the prompt that is shown.
    private mutating func interpolate(to latent: [Float], _ shared: inout SharedState) -> [ScreenAction] {
        guard let start, start.latent.count == latent.count else {
            shared.notify("mark the start of the interpolation with space first")
            return []
        }
        let changesPrompt = start.prompt != prompt && !prompt.isEmpty
        guard changesPrompt || start.latent != latent else {
            shared.notify("this is the marked sample: select another one, or set another prompt")
            return []
        }
        var ends: SampleEnds?
        if let from = start.number, let to = number(selected) { ends = SampleEnds(from: from, to: to) }
        (mode, selected) = (.interpolation, 0)
        let noise = SampleRequest.Noise.interpolation(from: start.latent, to: latent, count: Self.interpolationSteps)
        // What `generate` keeps for the same noise.
        request = SampleRequest(
            sources: [], noise: noise, ends: ends, startPrompt: changesPrompt ? start.prompt : nil)
        return generate(noise, &shared)
    }
}
