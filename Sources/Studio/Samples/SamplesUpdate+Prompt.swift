import Conditioning

extension SamplesState {
    /// A command about the prompt; nil for any other command.
    mutating func handlePrompt(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        switch invocation.command {
        case .prompt, .audioPrompt, .imagePrompt, .promptWeights, .ablate, .search, .embeddingMap:
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
        case .promptWeights: return setWeights(invocation, &shared)
        case .clearPrompt:
            guard !draft.isEmpty || view != .samples else { return [] }
            return changePrompt(&shared) { $0 = SamplePrompt() }
        case .ablate:
            guard !draft.isEmpty else {
                shared.notify("the prompt is empty: / sets a text, A a sound, P an image")
                return []
            }
            isAblated.toggle()
            return generate(request?.noise, &shared)
        case .search: return toggleSearch(&shared)
        default: return toggleEmbeddingMap(&shared)
        }
    }

    private mutating func setText(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction] {
        guard let words = invocation.argument else { return [openCommandLine(.prompt, draft.text)] }
        let text = words.split(separator: " ").joined(separator: " ")
        return changePrompt(&shared) { $0.text = text.isEmpty ? nil : text }
    }

    private mutating func setSound(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction] {
        guard promptSupport.supported.contains(.audio) else {
            shared.notify("this run was trained without audio")
            return []
        }
        guard let path = invocation.argument else { return [openCommandLine(.audioPrompt, draft.sound)] }
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

    /// Sets the weights of the parts, e.g. `text=1,audio=0.5`; without an argument they are all 1 again.
    private mutating func setWeights(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction] {
        guard let words = invocation.argument else { return [openCommandLine(.promptWeights, draft.weightsText)] }
        do throws(ModalityError) {
            let weights = words.isEmpty ? [:] : try Query.weights(words)
            return changePrompt(&shared) { $0.weights = weights }
        } catch {
            shared.notify("\(words): \(error.what); write it like text=1,audio=0.5")
            return []
        }
    }

    /// The command line with the current value, to be edited.
    private func openCommandLine(_ command: Command, _ value: String?) -> ScreenAction {
        .openCommandLine(command.rawValue + " " + (value ?? ""))
    }

    private mutating func changePrompt(_ shared: inout SharedState, _ change: (inout SamplePrompt) -> Void)
        -> [ScreenAction]
    {
        var changed = draft
        change(&changed)
        tried = changed
        if changed.isEmpty { isAblated = false }
        if case .search = view, !changed.isEmpty { return search(&shared) }
        return generate(keptNoise, &shared)
    }

    // MARK: - Images of the data

    private mutating func toggleSearch(_ shared: inout SharedState) -> [ScreenAction] {
        if case .search = view {
            view = .samples
            // A search that changed the prompt left the samples of the earlier one.
            return shown?.prompts.first == prompt ? [] : generate(keptNoise, &shared)
        }
        guard !draft.isEmpty else {
            shared.notify("set a prompt to search for: / sets a text, A a sound, P an image")
            return []
        }
        return search(&shared)
    }

    private mutating func search(_ shared: inout SharedState) -> [ScreenAction] {
        guard let checkpointPath else { return [] }
        shared.notify("searching the run's data")
        isLoading = true
        tried = draft
        return [.backgroundTask(.search(draft, checkpoint: checkpointPath, run: run))]
    }

    private mutating func toggleEmbeddingMap(_ shared: inout SharedState) -> [ScreenAction] {
        if case .embeddingMap = view {
            view = .samples
            return []
        }
        guard let checkpointPath else { return [] }
        shared.notify("mapping the run's data")
        isLoading = true
        return [.backgroundTask(.embeddingMap(draft, checkpoint: checkpointPath, run: run))]
    }

    /// Results of an older prompt are dropped.
    mutating func received(_ results: SearchResults) {
        isLoading = false
        guard results.prompt == tried else { return }
        (prompt, tried, unknown) = (results.prompt, nil, results.unknown)
        view = .search(results)
    }

    /// The prompt that was being tried is dropped: what is shown stays, with its own prompt.
    mutating func promptFailed() {
        (isLoading, tried, request) = (false, nil, shown)
        if prompt.isEmpty { isAblated = false }
    }

    mutating func received(_ map: DataMap) {
        (isLoading, view) = (false, .embeddingMap(map))
    }
}
