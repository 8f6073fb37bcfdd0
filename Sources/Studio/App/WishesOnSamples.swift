import Engine
import Raster
import Render

extension Model {
    /// A command about what samples are asked for by; nil for all others.
    mutating func wished(_ invocation: Invocation) -> [Effect]? {
        switch invocation.command {
        case .describe, .sound, .like, .mute, .find, .map:
            if let reason = notAskable {
                say(reason)
                return []
            }
        case .unask: break
        default: return nil
        }
        switch invocation.command {
        case .describe: return describe(invocation)
        case .sound: return attach(invocation)
        case .like: return drawAlike(invocation)
        case .unask:
            guard !samples.wish.isEmpty || samples.sight != .samples else { return [] }
            return ask { $0 = SampleWish() }
        case .mute:
            guard !samples.wish.isEmpty else {
                say("nothing is asked for yet: / takes words, a a sound, d a picture")
                return []
            }
            samples.isMuted.toggle()
            return drawSamples(samples.order?.noise)
        case .find: return find()
        default: return map()
        }
    }

    /// Opens the command line with what is there already, to be typed on.
    private mutating func type(_ command: Command, _ text: String) -> [Effect] {
        var prompt = Prompt()
        prompt.field = TextField(command.rawValue + " " + text)
        overlay = .prompt(prompt)
        return []
    }

    private mutating func describe(_ invocation: Invocation) -> [Effect] {
        guard let words = invocation.argument else { return type(.describe, samples.wish.text ?? "") }
        let text = words.split(separator: " ").joined(separator: " ")
        return ask { $0.text = text.isEmpty ? nil : text }
    }

    private mutating func attach(_ invocation: Invocation) -> [Effect] {
        guard samples.asking.modalities.contains(.audio) else {
            say("this run has learned no sounds")
            return []
        }
        guard let path = invocation.argument else { return type(.sound, samples.wish.sound ?? "") }
        return ask { $0.sound = path.isEmpty ? nil : path }
    }

    /// Like the selected sample; with a path, like that picture; the same sample again lets go of it.
    private mutating func drawAlike(_ invocation: Invocation) -> [Effect] {
        if let path = invocation.argument { return ask { $0.picture = path.isEmpty ? nil : .file(path) } }
        guard samples.sight == .samples, let sheet = samples.sheets.first, sheet.pictures.indices.contains(samples.selected) else { return [] }
        let likeness = SampleWish.Likeness.sample(sheet.pictures[samples.selected], number: samples.selected + 1)
        return ask { $0.picture = $0.picture == likeness ? nil : likeness }
    }

    private mutating func ask(_ change: (inout SampleWish) -> Void) -> [Effect] {
        change(&samples.wish)
        if samples.wish.isEmpty { samples.isMuted = false }
        if case .finds = samples.sight, !samples.wish.isEmpty { return look() }
        return drawSamples(samples.mode == .walk ? samples.order?.noise : nil)
    }

    private mutating func find() -> [Effect] {
        if case .finds = samples.sight {
            samples.sight = .samples
            return []
        }
        guard !samples.wish.isEmpty else {
            say("nothing to look for yet: / takes words, a a sound, d a picture")
            return []
        }
        return look()
    }

    private mutating func look() -> [Effect] {
        guard let checkpoint = chosenCheckpoint else { return [] }
        say("looking through the run's pictures")
        samples.isAsked = true
        return [.errand(.find(samples.wish, checkpoint: checkpoint, run: samples.run))]
    }

    private mutating func map() -> [Effect] {
        if case .map = samples.sight {
            samples.sight = .samples
            return []
        }
        guard let checkpoint = chosenCheckpoint else { return [] }
        say("spreading out the run's pictures")
        samples.isAsked = true
        return [.errand(.map(samples.wish, checkpoint: checkpoint, run: samples.run))]
    }

    private var chosenCheckpoint: String? {
        samples.checkpoints.indices.contains(samples.checkpoint) ? samples.checkpoints[samples.checkpoint].path : nil
    }

    mutating func take(_ finds: Finds) {
        samples.isAsked = false
        guard finds.wish == samples.wish else { return }
        samples.sight = .finds(finds)
    }

    mutating func take(_ map: DataMap) {
        (samples.isAsked, samples.sight) = (false, .map(map))
    }
}
