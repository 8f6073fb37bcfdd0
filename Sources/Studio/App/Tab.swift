import Render
import Repair

/// A screen with its title in the tab bar. To add a screen, add its state to `AppModel`, an entry here, and its keys to `KeyTable`.
package struct Tab: Sendable {
    /// As the tab bar shows it; `:tab` takes it in lower case.
    package let title: String
    /// The context of its keys, followed by those of its other stages.
    package let contexts: [KeyContext]

    let context: @Sendable (AppModel) -> KeyContext
    let refresh: @Sendable (inout AppModel) -> [ScreenAction]
    let handle: @Sendable (inout AppModel, Invocation) -> [ScreenAction]?
    let handleMouse: @Sendable (inout AppModel, MouseEvent) -> [ScreenAction]?
    let draw: @Sendable (AppModel, inout CellGrid, inout ImageCache) -> Void

    /// The tabs of the studio, in the order of the tab bar.
    package static let all: [Tab] = [
        Tab("Train", [.training], \.training), Tab("Samples", [.samples], \.samples), Tab("Runs", [.runs], \.runs),
        Tab("Repair", [.repair, .paint, .compare, .methods], \.repair),
    ]

    /// The only tab of `tessera watch`.
    package static let watch = Tab("Watch", [.watch], \.watch)

    private init<State: Screen>(
        _ title: String, _ contexts: [KeyContext], _ state: any WritableKeyPath<AppModel, State> & Sendable
    ) {
        (self.title, self.contexts) = (title, contexts)
        // The state is changed in place, which never copies a mask of many megapixels; the shared state is small enough to copy.
        context = { $0[keyPath: state].context }
        refresh = { model in
            var shared = model.shared
            defer { model.shared = shared }
            return model[keyPath: state].refresh(&shared)
        }
        handle = { model, invocation in
            var shared = model.shared
            defer { model.shared = shared }
            return model[keyPath: state].handle(invocation, &shared)
        }
        handleMouse = { model, event in
            var shared = model.shared
            defer { model.shared = shared }
            let layout = model[keyPath: state].layout(shared)
            return model[keyPath: state].handle(event, layout, &shared)
        }
        draw = { model, grid, images in
            let screen = model[keyPath: state]
            screen.draw(into: &grid, screen.layout(model.shared), model.shared, &images)
        }
    }
}
