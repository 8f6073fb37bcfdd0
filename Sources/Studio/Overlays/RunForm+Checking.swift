import Models
import Raster
import Runs

extension RunForm {
    /// The run; nil while a field is invalid.
    package var plan: RunPlan? {
        guard let preset, fields.allSatisfy({ typingError(of: $0) == nil }) else { return nil }
        var settings: [String: SettingValue] = [:]
        for field in fields.dropFirst(Self.fixed) {
            guard let value = try? Setting.named(field.name).parsed(field.value) else { return nil }
            if value != preset.settings[field.name] { settings[field.name] = value }
        }
        let folder = text("folder")
        var plan = RunPlan(
            preset: preset.name,
            data: expanded(check?.asked == text(Self.dataField) ? check?.name ?? "" : text(Self.dataField)),
            seed: UInt64(text("seed")) ?? 1, steps: Int(text("steps")),
            folder: folder.isEmpty ? nil : RunList.path(expanded(folder), in: runsFolder),
            settings: settings, fit: ImageFit(rawValue: text("fit")) ?? .crop,
            isDetached: text("trains") == Self.detached)
        if knowsData {
            for field in fields.dropFirst(Self.fixed) where field.source == .data {
                plan.taken[field.name] = try? Setting.named(field.name).parsed(field.value)
            }
        }
        return (try? plan.configuration()) == nil ? nil : plan
    }

    /// The first invalid field and why; nil where all are valid.
    package var error: String? {
        for (field, error) in zip(fields, errors) { if let error { return "\(field.name): \(error)" } }
        if let failure, failure.plan == plan { return line(failure.message) }
        return contradiction.map(line)
    }

    /// Why each field's value is wrong, in one line without its name; nil for a right one.
    package var errors: [String?] {
        let clash = contradiction
        return fields.map { field in
            typingError(of: field) ?? dataError(of: field)
                ?? clash.flatMap { clash in
                    let start = field.name + ": "
                    return clash.text.hasPrefix(start) ? String(line(clash).dropFirst(start.count)) : nil
                }
        }
    }

    /// A message with its offer to set what it suggests.
    func line(_ message: UserMessage) -> String {
        message.inStudio + (offer(of: message).map { "; Ctrl-F sets \($0.value)" } ?? "")
    }

    /// What Ctrl-F sets: what the message of the present plan suggests; nil where that names no value.
    var offered: (name: String, value: String)? {
        let plan = plan
        return [
            failure.flatMap { $0.plan == plan ? $0.message : nil }, contradiction,
            estimateFailure.flatMap { $0.plan.costs == plan?.costs ? $0.message : nil },
        ].compactMap { $0.flatMap(offer) }.first
    }

    private func offer(of message: UserMessage) -> (name: String, value: String)? {
        message.suggestion.actions.compactMap(\.setting).first { setting in
            fields.contains { $0.name == setting.name && $0.value != setting.value }
        }
    }

    /// What is wrong with the text alone.
    private func typingError(of field: Field) -> String? {
        switch field.name {
        case "preset": return preset == nil ? "there is none named \(field.value)" : nil
        case "seed": return UInt64(field.value) == nil ? "give a whole number, 0 or more" : nil
        case "steps": return Int(field.value).map { $0 > 0 } == true ? nil : "give a whole number, 1 or more"
        case "fit": return ImageFit(rawValue: field.value) == nil ? "give \(ImageFit.names)" : nil
        case Self.dataField: return field.value.isEmpty ? "give a name or a folder" : nil
        case "folder":
            return field.value.isEmpty && text("trains") == Self.detached ? "a run in the background needs one" : nil
        case "trains": return nil
        default:
            do throws(SettingError) {
                _ = try Setting.named(field.name).parsed(field.value)
                return nil
            } catch {
                return UserMessage(error.what, suggestion: error.suggestion).inStudio
            }
        }
    }

    /// What is wrong with the value for the data that were looked at.
    private func dataError(of field: Field) -> String? {
        guard let check, check.asked == text(Self.dataField) else { return nil }
        if field.name == Self.dataField { return check.error }
        guard let summary = check.summary, let preset else { return nil }
        let keys = SettingKeys(), suggested = preset.settings(for: summary)[field.name]?.text
        switch field.name {
        case keys.batchSize.name where Int(field.value).map { $0 > summary.count } == true:
            return "larger than the data with \(summary.count) images"
                + (suggested.map { ": \($0) fits, Ctrl-F sets it" } ?? "")
        // With transparency, and in the generated shapes, any images will do.
        case keys.channels.name where suggested != nil && field.value != suggested && field.value != "4":
            return
                "the images are \(summary.isColoured ? "in colour" : "grey"): \(suggested ?? "") fits, Ctrl-F sets it"
        case keys.numClasses.name where suggested != nil && field.value != suggested:
            return "the data have \(suggested ?? "") classes; Ctrl-F sets it"
        default: return nil
        }
    }

    /// Settings that are right alone and do not go together.
    private var contradiction: UserMessage? {
        guard let preset else { return nil }
        do throws(SettingError) {
            var settings: [String: SettingValue] = [:]
            for field in fields.dropFirst(Self.fixed) {
                let value = try Setting.named(field.name).parsed(field.value)
                if value != preset.settings[field.name] { settings[field.name] = value }
            }
            _ = try RunPlan(preset: preset.name, data: text(Self.dataField), settings: settings).configuration()
            return nil
        } catch {
            return UserMessage(error)
        }
    }

    /// `path` with the user's folder for `~`.
    private func expanded(_ path: String) -> String {
        !home.isEmpty && (path == "~" || path.hasPrefix("~/")) ? home + path.dropFirst() : path
    }
}
