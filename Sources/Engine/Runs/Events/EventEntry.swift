import FoundationEssentials
import Raster

/// What readers of an event log receive, in the order of the log.
package enum EventEntry: Sendable {
    /// Everything read so far is void: a file was replaced, truncated or removed, and the log is read again.
    case reset
    /// A session starts at a step: values of this and later steps, logged before, are orphans of a session that was interrupted.
    case restart(step: Int)
    /// The same for one tag of a file without sessions, whose steps went back.
    case orphans(tag: String, step: Int)
    case scalar(tag: String, EventPoint)
    case image(tag: String, LoggedImage)
    case text(EventText)
    /// A value of a kind that is not read, such as a histogram.
    case other(tag: String, kind: String)
}

/// One value of one tag.
package struct EventPoint: Sendable, Equatable {
    package var step: Int
    package var value: Float
    /// Seconds since 1970.
    package var time: Double
}

/// A line of text of TensorBoard's text plugin.
package struct EventText: Sendable, Equatable {
    package var tag: String
    package var step: Int
    package var text: String
}

extension Tensorboard_Summary.Value {
    /// The entries of a value.
    /// - Parameters:
    ///   - plugin: the plugin that the first value of the tag named; later ones often leave it out.
    ///   - image: makes an image of its index and the number of images of the value.
    func entries(plugin: String?, step: Int, time: Double, image: (Int, Int) -> LoggedImage) -> [EventEntry] {
        switch value {
        case .simpleValue(let number): return [.scalar(tag: tag, EventPoint(step: step, value: number, time: time))]
        case .image: return [.image(tag: tag, image(0, 1))]
        case .histo: return [.other(tag: tag, kind: Self.kind(plugin: "histograms"))]
        case .audio: return [.other(tag: tag, kind: Self.kind(plugin: "audio"))]
        case .tensor(let tensor):
            switch plugin {
            case "scalars", nil:
                guard let number = EventReader.scalar(self) else { break }
                return [.scalar(tag: tag, EventPoint(step: step, value: number, time: time))]
            case "images":
                let count = images.count
                return (0..<count).map { .image(tag: tag, image($0, count)) }
            case "text":
                let text = tensor.stringVal.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
                return [
                    .text(EventText(tag: tag, step: step, text: text)),
                    .other(tag: tag, kind: Self.kind(plugin: "text")),
                ]
            default: break
            }
            return [.other(tag: tag, kind: Self.kind(plugin: plugin == "scalars" ? nil : plugin))]
        case nil:
            // The settings of a run in TensorBoard's hparams have a plugin and no value.
            return plugin.map { [.other(tag: tag, kind: Self.kind(plugin: $0))] } ?? []
        }
    }

    /// The name of what a plugin shows, as its users call it.
    static func kind(plugin: String?) -> String {
        switch plugin {
        case nil, "": "tensors"
        case "pr_curves": "PR curves"
        case "mesh": "meshes"
        case "custom_scalars": "custom scalar layouts"
        case "graph_keras_model", "graph_run_metadata", "graph_run_metadata_graph", "graphs": "graphs"
        case let name?: name.escaped()
        }
    }
}
