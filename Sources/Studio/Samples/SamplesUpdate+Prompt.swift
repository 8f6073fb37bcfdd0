extension SamplesState {
    /// A command about the prompt; nil for any other command.
    mutating func handlePrompt(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        switch invocation.command {
        case .prompt, .audioPrompt, .imagePrompt, .ablate, .search, .embeddingMap:
            if let reason = promptUnavailable(shared) {
                shared.notify(reason)
                return []
            }
        case .clearPrompt: break
        default: return nil
        }
        switch invocation.command {
        case .prompt: return setText(invocation, &shared)
        case .audioPrompt: return setSound(invocation, &shared)
        case .imagePrompt: return setImage(invocation, &shared)
        case .clearPrompt:
            guard !prompt.isEmpty || view != .samples else { return [] }
            return changePrompt(&shared) { $0 = SamplePrompt() }
        case .ablate:
            guard !prompt.isEmpty else {
                shared.notify("the prompt is empty: / sets a text, a a sound, d an image")
                return []
            }
            isAblated.toggle()
            return generate(request?.noise, &shared)
        case .search: return toggleSearch(&shared)
        default: return toggleEmbeddingMap(&shared)
        }
    }

    private mutating func setText(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction] {
        guard let words = invocation.argument else { return [openCommandLine(.prompt, prompt.text)] }
        let text = words.split(separator: " ").joined(separator: " ")
        return changePrompt(&shared) { $0.text = text.isEmpty ? nil : text }
    }

    private mutating func setSound(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction] {
        guard promptSupport.supported.contains(.audio) else {
            shared.notify("this run was trained without audio")
            return []
        }
        guard let path = invocation.argument else { return [openCommandLine(.audioPrompt, prompt.sound)] }
        return changePrompt(&shared) { $0.sound = path.isEmpty ? nil : path }
    }

    /// Sets the file at the path, else the selected sample; the same sample again removes it.
    private mutating func setImage(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction] {
        if let path = invocation.argument {
            return changePrompt(&shared) { $0.image = path.isEmpty ? nil : .file(path) }
        }
        guard view == .samples, let sheet = sheets.first, sheet.images.indices.contains(selected) else { return [] }
        let sample = SamplePrompt.ImagePrompt.sample(sheet.images[selected], number: selected + 1)
        return changePrompt(&shared) { $0.image = $0.image == sample ? nil : sample }
    }

    /// The command line with the current value, to be edited.
    private func openCommandLine(_ command: Command, _ value: String?) -> ScreenAction {
        .openCommandLine(command.rawValue + " " + (value ?? ""))
    }

    private mutating func changePrompt(_ shared: inout SharedState, _ change: (inout SamplePrompt) -> Void)
        -> [ScreenAction]
    {
        change(&prompt)
        if prompt.isEmpty { isAblated = false }
        if case .search = view, !prompt.isEmpty { return search(&shared) }
        return generate(keptNoise, &shared)
    }

    // MARK: - Images of the data

    private mutating func toggleSearch(_ shared: inout SharedState) -> [ScreenAction] {
        if case .search = view {
            view = .samples
            return []
        }
        guard !prompt.isEmpty else {
            shared.notify("set a prompt to search for: / sets a text, a a sound, d an image")
            return []
        }
        return search(&shared)
    }

    private mutating func search(_ shared: inout SharedState) -> [ScreenAction] {
        guard let checkpointPath else { return [] }
        shared.notify("searching the run's data")
        isLoading = true
        return [.backgroundTask(.search(prompt, checkpoint: checkpointPath, run: run))]
    }

    private mutating func toggleEmbeddingMap(_ shared: inout SharedState) -> [ScreenAction] {
        if case .embeddingMap = view {
            view = .samples
            return []
        }
        guard let checkpointPath else { return [] }
        shared.notify("mapping the run's data")
        isLoading = true
        return [.backgroundTask(.embeddingMap(prompt, checkpoint: checkpointPath, run: run))]
    }

    /// Results of an older prompt are dropped.
    mutating func received(_ results: SearchResults) {
        isLoading = false
        guard results.prompt == prompt else { return }
        view = .search(results)
    }

    mutating func received(_ map: DataMap) {
        (isLoading, view) = (false, .embeddingMap(map))
    }
}
