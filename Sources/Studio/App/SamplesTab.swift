package import Engine
import Raster
import Render

/// What is being sampled, and what came of it.
package struct SampleDesk: Sendable {
    package enum Mode: Sendable, Equatable { case fresh, walk, pins }
    /// What the screen is filled with: samples, or pictures of the data.
    package enum Sight: Sendable, Equatable { case samples, finds(Finds), map(DataMap) }

    /// The run that is sampled; its checkpoints, newest first, and which of them.
    package var run = ""
    package var checkpoints: [Checkpoint] = []
    package var checkpoint = 0
    package var seed: UInt64 = 1
    package var mode = Mode.fresh
    /// What stands beside it, drawn with the same noise: a checkpoint file or a run.
    package var other: String?
    package var sheets: [SampleSheet] = []
    package var order: SampleOrder?
    package var isAsked = false
    package var selected = 0
    package var isSingle = false
    /// Where a walk begins.
    package var start: [Float]?
    /// Favourites, one behind the other.
    package var pins: [Float] = []
    package var asking = Asking.unknown
    /// When the list of checkpoints came, in the model's time; nil while it is on its way, and where it cannot be had.
    package var lookedAt: Double?
    package var wish = SampleWish()
    /// Whether it is drawn without each of its parts, too.
    package var isMuted = false
    package var sight = Sight.samples
    /// Of the selected sample; nil where nobody asked.
    package var neighbours: [Neighbour]?

    package init() {}

    static let count = 60, steps = 24
    /// Seconds between two looks at a run that has no samples yet, or cannot be asked yet.
    static let patience = 2.0
}

extension Tab {
    /// What a run's generator makes of noise.
    static let samples = Tab(
        title: "Samples", place: .samples,
        draw: { model, grid, area, _ in SamplesScreen(model: model, theme: model.theme).draw(into: &grid, area) },
        perform: { model, invocation in model.sample(invocation) },
        mouse: { model, event, area in model.mouseOnSamples(event, area) },
        refresh: { model in model.openSamples() })
}

extension Model {
    /// Opens another run than the one that was sampled; looks again at one that has only begun.
    fileprivate mutating func openSamples() -> [Effect] {
        guard !status.folder.isEmpty else { return [] }
        if status.folder != samples.run {
            samples = SampleDesk()
            (samples.run, samples.isAsked) = (status.folder, true)
        } else {
            guard let lookedAt = samples.lookedAt, samples.asking.mayChange, now - lookedAt >= SampleDesk.patience else { return [] }
            samples.lookedAt = nil
        }
        return [.errand(.openSamples(run: status.folder))]
    }

    mutating func take(_ run: String, _ checkpoints: [Checkpoint], _ pins: [Float], _ asking: Asking) -> [Effect] {
        guard run == samples.run else { return [] }
        let isNew = checkpoints != samples.checkpoints
        (samples.checkpoints, samples.pins, samples.asking, samples.lookedAt) = (checkpoints, pins, asking, now)
        if checkpoints.isEmpty { samples.isAsked = false }
        return isNew && !checkpoints.isEmpty ? drawSamples() : []
    }

    mutating func take(_ sheets: [SampleSheet], of order: SampleOrder) {
        samples.isAsked = false
        guard order == samples.order else { return }
        samples.sheets = sheets
        samples.selected = min(samples.selected, max((sheets.first?.pictures.count ?? 1) - 1, 0))
        samples.neighbours = nil
    }

    mutating func drawSamples(_ noise: SampleOrder.Noise? = nil) -> [Effect] {
        guard samples.checkpoints.indices.contains(samples.checkpoint) else {
            say("\(samples.run) has no checkpoint yet")
            return []
        }
        let wanted = noise ?? (samples.mode == .pins ? .given(samples.pins) : .seed(samples.seed, count: SampleDesk.count))
        let wish = samples.wish, own = samples.checkpoints[samples.checkpoint].path
        let order = SampleOrder(sources: [own] + (samples.isMuted ? [] : samples.other.map { [$0] } ?? []), noise: wanted,
                                wishes: samples.isMuted ? wish.muted : [wish])
        (samples.order, samples.isAsked, samples.neighbours, samples.sight) = (order, true, nil, .samples)
        return [.errand(.draw(order))]
    }

    fileprivate mutating func sample(_ invocation: Invocation) -> [Effect]? {
        if let effects = wished(invocation) { return effects }
        let sheet = samples.sheets.first, count = sheet?.pictures.count ?? 0
        let columns = SamplesScreen(model: self, theme: theme).layout(Tab.area(size)).columns
        func moved(_ by: Int) -> Int { min(max(samples.selected + by, 0), max(count - 1, 0)) }
        let before = samples.selected
        switch invocation.command {
        case .left: samples.selected = moved(-1)
        case .right: samples.selected = moved(1)
        case .scrollUp: samples.selected = moved(-columns)
        case .scrollDown: samples.selected = moved(columns)
        case .single: samples.isSingle.toggle()
        case .largerTiles: zoom += 1
        case .smallerTiles: zoom -= 1
        case .nextSeed, .previousSeed, .seed: return newSeed(invocation)
        case .older, .newer: return otherCheckpoint(invocation.command == .older ? 1 : -1)
        case .compare: return compare()
        case .pins:
            guard samples.mode == .pins || !samples.pins.isEmpty else {
                say("no favourites yet; p keeps a sample")
                return []
            }
            samples.mode = samples.mode == .pins ? .fresh : .pins
            return drawSamples()
        case .mark, .walk, .pin, .nearest, .save:
            guard let sheet, count > 0 else {
                say("no samples yet")
                return []
            }
            return withSample(invocation, sheet)
        default: return nil
        }
        if samples.selected != before { samples.neighbours = nil }
        return []
    }

    private mutating func newSeed(_ invocation: Invocation) -> [Effect] {
        switch invocation.command {
        case .nextSeed: samples.seed &+= 1
        case .previousSeed: samples.seed = samples.seed > 0 ? samples.seed - 1 : 0
        default:
            guard let seed = invocation.argument.flatMap({ UInt64($0) }) else {
                say("seed wants a whole number, 0 or more")
                return []
            }
            samples.seed = seed
        }
        samples.mode = .fresh
        return drawSamples()
    }

    private mutating func otherCheckpoint(_ step: Int) -> [Effect] {
        let wanted = samples.checkpoint + step
        guard samples.checkpoints.indices.contains(wanted) else {
            say(step > 0 ? "this is the oldest checkpoint" : "this is the newest checkpoint that was here")
            // Meanwhile there may be newer ones.
            return step < 0 ? [.errand(.openSamples(run: samples.run))] : []
        }
        samples.checkpoint = wanted
        return drawSamples(samples.mode == .walk ? samples.order?.noise : nil)
    }

    /// Goes through the other checkpoints, then the marked runs, then back to one sheet.
    private mutating func compare() -> [Effect] {
        let own = samples.checkpoints.map(\.path).enumerated().filter { $0.offset != samples.checkpoint }.map(\.element)
        let all = own + runs.marked.subtracting([samples.run]).sorted()
        guard !all.isEmpty else {
            say("nothing to compare with: mark another run on the Runs screen")
            return []
        }
        let next = samples.other.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        samples.other = all.indices.contains(next) ? all[next] : nil
        return drawSamples(samples.mode == .walk ? samples.order?.noise : nil)
    }

    private mutating func withSample(_ invocation: Invocation, _ sheet: SampleSheet) -> [Effect] {
        let noise = sheet.noise(samples.selected)
        switch invocation.command {
        case .mark:
            samples.start = noise
            say("a walk begins at sample \(samples.selected + 1); w walks to another")
        case .walk:
            guard let start = samples.start, start.count == noise.count else {
                say("mark where the walk begins with space first")
                return []
            }
            (samples.mode, samples.selected) = (.walk, 0)
            return drawSamples(.walk(from: start, to: noise, count: SampleDesk.steps))
        case .pin: return pin(noise)
        case .nearest:
            guard let order = samples.order else { return [] }
            samples.isSingle = true
            say("looking through the training pictures")
            return [.errand(.nearest(order, sheet.pictures[samples.selected]))]
        case .save:
            guard let order = samples.order else { return [] }
            let stem = "\(samples.run)/saved/step-\(sheet.step)-seed-\(samples.seed)"
            let picture = samples.isSingle ? sheet.pictures[samples.selected]
                : Bitmap.grid(sheet.pictures, columns: Pixels.columns(for: sheet.pictures.count))
            let path = invocation.argument ?? stem + (samples.isSingle ? "-\(samples.selected + 1)" : "") + ".png"
            return [.errand(.save(picture, path: path, order))]
        default: break
        }
        return []
    }

    private mutating func pin(_ noise: [Float]) -> [Effect] {
        let known = stride(from: 0, to: samples.pins.count - samples.pins.count % noise.count, by: noise.count)
            .first { Array(samples.pins[$0..<$0 + noise.count]) == noise }
        if let known {
            samples.pins.removeSubrange(known..<known + noise.count)
        } else {
            samples.pins += noise
        }
        return [.errand(.savePins(run: samples.run, samples.pins, latent: noise.count))]
    }

    /// Whether a sample is a favourite.
    func isPinned(_ noise: [Float]) -> Bool {
        guard !noise.isEmpty else { return false }
        return stride(from: 0, to: samples.pins.count - samples.pins.count % noise.count, by: noise.count)
            .contains { samples.pins[$0..<$0 + noise.count].elementsEqual(noise) }
    }

    fileprivate mutating func mouseOnSamples(_ event: MouseEvent, _ area: Rect) -> [Effect]? {
        switch event.action {
        case .wheelUp: return sample(Invocation(.largerTiles))
        case .wheelDown: return sample(Invocation(.smallerTiles))
        case .press where event.button == .left:
            guard samples.sight == .samples else { return nil }
            guard let index = SamplesScreen(model: self, theme: theme).index(atX: event.x, y: event.y, area) else { return nil }
            // A second click shows it alone.
            if index == samples.selected { return sample(Invocation(.single)) }
            (samples.selected, samples.neighbours) = (index, nil)
            return []
        default: return nil
        }
    }
}
