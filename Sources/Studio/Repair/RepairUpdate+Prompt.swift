import Conditioning
import Repair

extension RepairState {
    /// A command about the prompt; nil for any other command.
    mutating func handlePrompt(_ invocation: Invocation, _ shared: inout SharedState) -> [ScreenAction]? {
        switch invocation.command {
        case .prompt, .audioPrompt, .imagePrompt, .promptWeights: break
        default: return nil
        }
        guard isConditional(shared.runs) else {
            shared.notify("a prompt needs a run of the preset conditional-repair as method; n chooses one")
            return []
        }
        let argument = invocation.argument?.split(separator: " ").joined(separator: " ")
        guard let argument else {
            let now =
                switch invocation.command {
                case .prompt: prompt.text
                case .audioPrompt: prompt.sound
                case .promptWeights: prompt.weightsText
                default: prompt.image == nil ? nil : prompt.name(.image)
                }
            return [.openCommandLine(invocation.command.rawValue + " " + (now ?? ""))]
        }
        let path = invocation.argument.flatMap { $0.isEmpty ? nil : $0 }
        switch invocation.command {
        case .prompt: prompt.text = argument.isEmpty ? nil : argument
        case .audioPrompt: prompt.sound = path
        case .imagePrompt: prompt.image = path.map { .file($0) }
        default:
            do throws(ModalityError) {
                prompt.weights = argument.isEmpty ? [:] : try Query.weights(argument)
            } catch {
                shared.notify("\(argument): \(error.what); write it like text=1,audio=0.5")
                return []
            }
        }
        shared.notify(prompt.isEmpty ? "no prompt" : "R repairs with this prompt")
        return []
    }

    func promptLine(_ shared: SharedState) -> PromptLine {
        PromptLine(
            prompt: prompt, isTried: session?.result.map { $0.prompt != prompt } ?? true,
            unknown: session?.result?.unknown ?? [],
            parts: ["type a text prompt", ":audio-prompt FILE", ":image-prompt FILE"], keys: ["R: repair"],
            theme: shared.theme, ascii: shared.ascii)
    }

    /// Asks which of the listed runs suit the open image, once for each.
    mutating func checkRuns(_ shared: SharedState) -> [ScreenAction] {
        guard let session, !isBrowsing else { return [] }
        let runs = shared.runs.all.filter {
            $0.step > 0 && LearnedRepair.isPossible(preset: $0.preset) && !checkedRuns.contains($0.path)
        }.map(\.path)
        guard !runs.isEmpty else { return [] }
        checkedRuns.formUnion(runs)
        return [.backgroundTask(.checkRuns(runs, for: session.original.bitmap, path: session.path))]
    }
}
