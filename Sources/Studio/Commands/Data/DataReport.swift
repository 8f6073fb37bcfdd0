package import Datasets
import Evaluation
package import Render
package import Runs

/// The report of an inspection of data, and some of its images with class, captions and sounds.
package enum DataReport {
    /// Most faults in the list; the others are only counted.
    private static let listed = 20

    package static func lines(_ found: DataInspection, fit: ImageFit = .crop) -> [String] {
        let images = found.images
        let sides =
            images.width == images.height
            ? "\(images.width)x\(images.height)" : "\(images.height)x\(images.width) (height x width)"
        let shape = sides + [1: ", grey", 4: " in colour with transparency"][images.channels, default: " in colour"]
        var lines = ["\(found.name): \(counted(images.count, "image")), \(shape), fingerprint \(images.fingerprint)"]
        if let summary = found.summary {
            lines.append("files     \(oneLine(summary.line(fit: fit, channels: images.channels)))")
            lines.append("held out  \(HeldOutImages(summary).line)")
        } else if let note = images.fitted?.note(of: images.count, height: images.height, width: images.width) {
            lines.append("shapes    \(note)")
        }
        if let classes = found.classes {
            let names = classes.prefix(12).map { "\($0.name) \(Numbers.grouped($0.images))" }
            lines.append(
                "classes   \(classes.count): " + names.joined(separator: ", ") + (classes.count > 12 ? ", …" : ""))
        } else {
            lines.append("classes   none: images are not in a subfolder for each class, and there are no labels")
        }
        lines.append("captions  " + captions(found.captions))
        lines += found.captions.examples.map { "          \(oneLine($0))" }
        lines.append("sounds    " + sounds(found.sounds))
        if let generated = found.generatedCaptions {
            lines.append("training  presets that need captions generate them: " + captions(generated))
            lines += generated.examples.map { "          \(oneLine($0))" }
            if let generated = found.generatedSounds { lines.append("          and sounds: " + sounds(generated)) }
        }
        lines += found.notes.map { "          \(oneLine($0))" }
        if !found.leftOut.isEmpty {
            lines.append("left out  " + oneLine(LeftOut.text(found.leftOut.map { ($0.kind, $0.count) })))
        }
        if found.faults.isEmpty {
            lines.append("faults    none")
        } else {
            lines.append("faults    \(Numbers.grouped(found.faults.count))")
            lines += found.faults.prefix(listed).map { "          \(oneLine($0.text))" }
            let more = found.faults.count - listed
            if more > 0 { lines.append("          and \(Numbers.grouped(more)) more; --json lists all") }
        }
        return lines
    }

    private static func captions(_ found: DataInspection.Captions) -> String {
        guard found.count > 0 else { return "none" }
        let missing = found.imagesWithout > 0 ? "; \(counted(found.imagesWithout, "image")) without" : ""
        return
            "\(Numbers.grouped(found.count)), \(Numbers.grouped(found.different)) different, up to \(found.longest) characters\(missing)"
    }

    private static func sounds(_ found: DataInspection.Sounds) -> String {
        guard found.different > 0 else { return "none" }
        var parts = ["\(Numbers.grouped(found.different)) different"]
        if let shortest = found.shortest, let median = found.median, let longest = found.longest {
            parts.append(
                "\(Numbers.fixed(shortest, 1)) to \(Numbers.fixed(longest, 1)) seconds, half of them below \(Numbers.fixed(median, 1))"
            )
        }
        if found.unreadable > 0 { parts.append("\(Numbers.grouped(found.unreadable)) cannot be read") }
        return parts.joined(separator: "; ")
            + (found.imagesWithout > 0 ? "; \(counted(found.imagesWithout, "image")) without" : "")
    }

    private static func counted(_ count: Int, _ thing: String) -> String {
        "\(Numbers.grouped(count)) \(thing)\(count == 1 ? "" : "s")"
    }

    /// `text` in one line, without control characters.
    private static func oneLine(_ text: String) -> String {
        let safe = text.escaped()
        return safe.count > 160 ? safe.prefix(160) + "…" : safe
    }

    // MARK: - Images

    private static let image = Size(width: 16, height: 8)
    private static let text = TextStyle(.white, on: .black)

    /// Evenly chosen images of the data with their classes, captions and sounds, in as many columns as fit.
    package static func gallery(_ set: MultimodalSet, count: Int, width: Int, mode: ColorMode) -> CellGrid {
        let shown = Array(
            stride(from: 0, to: set.images.count, by: max(1, set.images.count / max(count, 1))).prefix(count))
        let columns = max(1, min(shown.count, width / 40)), each = width / columns, high = image.height + 1
        var grid = CellGrid(
            Size(width: width, height: (shown.count + columns - 1) / columns * high),
            filledWith: Cell(" ", foreground: .white, background: .black))
        let mosaic = Mosaic(style: .dots(.halves), mode: mode, dithering: .automatic, background: .black, ink: .white)
        for (cell, index) in shown.enumerated() {
            let (x, y) = (cell % columns * each, cell / columns * high)
            let bitmap = set.images.bitmap(at: index)
            grid.blit(
                mosaic.cells(of: bitmap, size: image.fitting(width: bitmap.width, height: bitmap.height)), x: x, y: y)
            // Generated captions are not in the data.
            let captions = (set.areGenerated ? [] : set.captions[index]).flatMap {
                dashed($0, width: each - image.width - 3)
            }
            let sounds = set.areGenerated || set.sounds[index].isEmpty ? [] : ["♪ \(set.sounds[index].count)"]
            let lines = [set.images.className(at: index)].compactMap(\.self) + sounds + captions
            for (row, line) in lines.prefix(image.height).enumerated() {
                grid.put(line, x: x + image.width + 1, y: y + row, text, limit: each - image.width - 2)
            }
        }
        return grid
    }

    /// `caption` wrapped to lines of at most `width` columns, the first with a dash.
    private static func dashed(_ caption: String, width: Int) -> [String] {
        Paragraph.wrapped(String(caption.prefix(400)), width: width - 2).enumerated().map {
            ($0 == 0 ? "- " : "  ") + $1
        }
    }
}
