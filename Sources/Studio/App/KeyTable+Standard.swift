extension KeyTable {
    package static let standard = KeyTable(rows: training + samples + runs + repairing + form + settings + lists + typing
        + questions + everywhere)

    private static let curves: Set<Place> = [.training, .watch]

    private static let training: [Row] = [
        Row([.character(" ")], .pause, "pause", "pause or resume training", [.training]),
        Row([.character("c")], .checkpoint, "checkpoint", "write a checkpoint after this step", [.training]),
        Row([.character("s")], .sample, "sample", "draw the samples anew after this step", [.training]),
        Row([.character("a")], .settings, "adjust", "change rates and more while it trains", [.training]),
        Row([.character("l")], .logScale, "log", "curves on a logarithmic or a linear axis", curves),
        Row([.character("v")], .curves, "curves", "next kind of curves: losses, probabilities, ...", [.training]),
        Row([.character("m")], .smoothing, "smooth", "smoothed curves, the raw range faint behind them", curves),
        Row([.left], .cursorLeft, "cursor", isHint: false, "cursor on the curves to the left; samples follow", curves),
        Row([.right], .cursorRight, "cursor", isHint: false, "cursor on the curves to the right", curves),
        Row([.up, .character("i")], .zoomIn, "zoom in", isHint: false, "half as many steps, around the cursor",
            [.training]),
        Row([.down, .character("o")], .zoomOut, "zoom out", isHint: false, "twice as many steps", [.training]),
        Row([.character("i")], .zoomIn, "zoom in", "half as many steps, around the cursor", [.watch]),
        Row([.character("o")], .zoomOut, "zoom out", "twice as many steps", [.watch]),
        Row([.character("<"), .character(",")], .panLeft, "earlier", isHint: false, "move a zoomed view to the left", curves),
        Row([.character(">"), .character(".")], .panRight, "later", isHint: false, "move a zoomed view to the right", curves),
        Row([.character("0"), .escape], .whole, "whole", isHint: false, "the whole history, without the cursor", curves),
        Row([.character("f")], .film, "film", "past samples below the curves, or without them", [.training]),
        Row([.character("[")], .olderGrid, "older", isHint: false, "cursor to the past samples before", [.training]),
        Row([.character("]")], .newerGrid, "newer", isHint: false, "cursor to the past samples after", [.training]),
        Row([.character("}")], .nextTile, "next sample", isHint: false, "the film of the next sample; a click on one does it too", [.training]),
        Row([.character("{")], .previousTile, "sample before", isHint: false, "the film of the sample before", [.training]),
        Row([], .goTo, "go to", isHint: false, "put the cursor at a step", curves, argument: .text("STEP")),
        Row([.character("+"), .character("=")], .largerTiles, "larger", isHint: false, "fewer and larger samples",
            [.training, .samples]),
        Row([.character("-")], .smallerTiles, "smaller", isHint: false, "more and smaller samples", [.training, .samples]),
        Row([], .set, "set", isHint: false, "change a setting while it trains", [.training], argument: .setting),
        Row([.character("e")], .events, "events", "everything that happened, newest last", [.training]),
    ]

    private static let samples: [Row] = [
        Row([.character("n"), .pageDown], .nextSeed, "new", "new samples: the next seed", [.samples]),
        Row([.character("N"), .pageUp], .previousSeed, "before", isHint: false, "the seed before", [.samples]),
        Row([], .seed, "seed", isHint: false, "samples of a seed", [.samples], argument: .text("NUMBER")),
        Row([.left, .character("h")], .left, "left", isHint: false, "the sample to the left", [.samples]),
        Row([.right, .character("l")], .right, "right", isHint: false, "the sample to the right", [.samples]),
        Row([.enter], .single, "single", "one sample by itself, or all", [.samples]),
        Row([.character("w")], .walk, "walk", "walk from the marked sample to this one", [.samples]),
        Row([.character(" ")], .mark, "mark", "mark where a walk begins", [.samples]),
        Row([.character("p")], .pin, "pin", "keep this sample as a favourite, or let it go", [.samples]),
        Row([.character("P")], .pins, "pins", "the favourites, or new samples", [.samples]),
        Row([.character("c")], .compare, "compare", "another checkpoint or the marked run, same noise, side by side",
            [.samples]),
        Row([.character("x")], .nearest, "nearest", "the training pictures nearest to this sample", [.samples]),
        Row([.character("s")], .save, "save", "save what is shown as PNG", [.samples], argument: .text("PATH")),
        Row([.character("/"), .character("i")], .describe, "describe", "describe what to draw; without words, as before", [.samples],
            argument: .textOrNothing("WORDS")),
        Row([.character("a")], .sound, "sound", isHint: false, "say what to draw by a sound file", [.samples], argument: .textOrNothing("PATH")),
        Row([.character("d")], .like, "alike", isHint: false, "draw more like this sample, or like a picture", [.samples], argument: .textOrNothing("PATH")),
        Row([.character("u")], .unask, "unask", isHint: false, "draw without being asked for anything", [.samples]),
        Row([.character("m")], .mute, "mute", isHint: false, "beside it without the words, the sound, the picture: what each brought", [.samples]),
        Row([.character("f")], .find, "find", isHint: false, "the pictures of the data that fit best, or samples again", [.samples]),
        Row([.character("v")], .map, "map", isHint: false, "the data spread out by meaning, or samples again", [.samples]),
        Row([.character("[")], .older, "older", isHint: false, "the checkpoint before", [.samples]),
        Row([.character("]")], .newer, "newer", isHint: false, "the checkpoint after", [.samples]),
    ]

    private static let runs: [Row] = [
        Row([.enter], .open, "open", "show the run; attach to it where another process trains it", [.runs]),
        Row([.character("n")], .newRun, "new", "a new run, from a form", [.runs, .training]),
        Row([.character("r")], .resume, "resume", "go on with the run from its newest checkpoint", [.runs]),
        Row([.character("d")], .duplicate, "duplicate", "a new run like this one, with changes", [.runs]),
        Row([.character(" ")], .mark, "mark", "mark the run: curves of marked runs are drawn together", [.runs]),
        Row([.character("v")], .curves, "curves", "next kind of curve to compare", [.runs]),
        Row([.character("p")], .pauseRun, "pause", isHint: false, "pause or resume the run where it trains", [.runs]),
        Row([.character("x")], .stopRun, "stop", isHint: false, "stop the run after a checkpoint", [.runs]),
        Row([.character("D"), .delete], .delete, "delete", isHint: false, "delete the run and all it holds; asks first",
            [.runs]),
    ]

    private static let repairing: [Row] = [
        Row([.enter, .right, .character("l")], .open, "open", "open the picture, or go into the folder", [.repair],
            argument: .text("PATH")),
        Row([.backspace, .left, .character("h")], .parent, "above", "the folder above", [.repair]),
        Row([.escape], .back, "back", isHint: false, "back to the picture that is open", [.repair]),
        Row([.character("x"), .escape], .stopRepair, "stop", "stop the repair; nothing comes of it", [.compare]),
        Row([.character("s")], .saveRepair, "save", "save the repaired picture as PNG, with its receipt", [.compare],
            argument: .text("PATH")),
        Row([.character("N")], .previousMethod, "method", isHint: false, "the method before", [.paint, .compare]),
        Row([], .method, "method", isHint: false, "choose a method", [.paint, .compare], argument: .method),
        Row([.character(" "), .character("b")], .toggleBefore, "before", "the picture before, or after", [.compare]),
        Row([.character("w")], .wipe, "wipe", "before and after, parted by a line that can be moved", [.compare]),
        Row([.left, .character("h")], .wipeLeft, "left", isHint: false, "the parting line to the left", [.compare]),
        Row([.right, .character("l")], .wipeRight, "right", isHint: false, "the parting line to the right", [.compare]),
        Row([.character("u")], .undoRepair, "undo", "undo the repair; the mask stays", [.compare]),
        Row([.character("U")], .undoRepair, "undo repair", isHint: false, "undo the last repair that was painted on", [.paint]),
        Row([.character("g")], .goOn, "go on", "paint on the repaired picture", [.compare]),
        Row([.character("R")], .repair, "repair", "repair what is painted", [.paint, .compare]),
        Row([.character("n")], .nextMethod, "method", "the next method", [.paint, .compare]),
        Row([.character("s")], .saveMask, "save mask", "save the mask beside the picture", [.paint], argument: .text("PATH")),
        Row([.character("S")], .saveRepair, "save", isHint: false, "save the repaired picture as PNG", [.paint],
            argument: .text("PATH")),
        Row([.character("o")], .files, "files", "open another picture", [.paint, .compare]),
        Row([], .open, "open", isHint: false, "open a picture", [.paint, .compare], argument: .text("PATH")),
        Row([], .loadMask, "load mask", isHint: false, "go on with a mask from a file", [.paint], argument: .text("PATH")),
        Row([.character("+"), .character("=")], .zoomIn, "zoom in", isHint: false, "twice as large", [.compare]),
        Row([.character("-")], .zoomOut, "zoom out", isHint: false, "half as large", [.compare]),
        Row([.character("0")], .whole, "whole", isHint: false, "all of the picture", [.compare]),
        Row([.character("<"), .character(",")], .panLeft, "left", isHint: false, "look further left", [.compare]),
        Row([.character(">"), .character(".")], .panRight, "right", isHint: false, "look further right", [.compare]),
        Row([.up, .character("k")], .scrollUp, "up", isHint: false, "look further up", [.compare]),
        Row([.down, .character("j")], .scrollDown, "down", isHint: false, "look further down", [.compare]),
        Row([], .paint, "paint", isHint: false, "what the mask editor can do", [.paint], argument: .tool),
    ] + MaskKeys.rows.map { tool in
        // The studio keeps its own keys; the editor has others for the same.
        Row(tool.keys.filter { !taken.contains($0) }, .paint, tool.name, isHint: false, tool.description, [.paint], given: tool.name)
    }

    private static let taken = Set(everywhere.flatMap(\.keys))

    private static let form: [Row] = [
        Row([.up, .backTab], .previous, "up", isHint: false, "the field above", [.form]),
        Row([.down, .tab], .next, "down", "the field below", [.form]),
        Row([.left], .left, "choice", "the choice before, or the cursor to the left", [.form]),
        Row([.right], .right, "choice", isHint: false, "the choice after, or the cursor to the right", [.form]),
        Row([.enter, .control("s")], .begin, "start", "start the run", [.form]),
        Row([.escape, .control("c")], .close, "cancel", "back, without a new run", [.form]),
    ]

    private static let settings: [Row] = [
        Row([.up, .character("k")], .scrollUp, "up", "one line up", [.events, .messages, .settings, .themes, .runs, .watch, .repair]),
        Row([.down, .character("j")], .scrollDown, "down", "one line down",
            [.events, .messages, .settings, .themes, .runs, .watch, .repair]),
        Row([.up, .character("k")], .scrollUp, "up", isHint: false, "the line above", [.samples]),
        Row([.down, .character("j")], .scrollDown, "down", isHint: false, "the line below", [.samples]),
        Row([.up, .character("k")], .scrollUp, "up", isHint: false, "one line up", [.help]),
        Row([.down, .character("j")], .scrollDown, "down", "one line down", [.help]),
        Row([.character("+"), .character("=")], .raise, "more", "to the next larger round value", [.settings]),
        Row([.character("-")], .lower, "less", "to the next smaller round value", [.settings]),
        Row("0123456789.e".map { .character($0) }, .type, "value", isHint: false, "type a value", [.settings]),
        Row([.backspace, .delete], .erase, "erase", isHint: false, "take back the last digit", [.settings]),
        Row([.enter], .apply, "apply", "let the new value hold from the next step on", [.settings]),
        Row([.escape, .character("q"), .character("a"), .control("c")], .close, "close",
            "forget what was typed; back to the training screen", [.settings]),
    ]

    private static let lists: [Row] = [
        Row([.pageUp], .pageUp, "page", isHint: false, "a page up", [.events, .messages, .help, .runs, .watch, .repair]),
        Row([.pageDown], .pageDown, "page", isHint: false, "a page down", [.events, .messages, .help, .runs, .watch, .repair]),
        Row([.home, .character("g")], .scrollTop, "first", "to the first", [.events, .messages, .help]),
        Row([.end, .character("G")], .scrollBottom, "newest", "to the newest", [.events, .messages, .help]),
        Row([.home, .character("g")], .scrollTop, "first", isHint: false, "to the first", [.runs, .watch, .repair]),
        Row([.end, .character("G")], .scrollBottom, "last", isHint: false, "to the last", [.runs, .watch, .repair]),
        Row([.character("/")], .filter, "filter", "show only what matches", [.events, .messages, .runs, .watch, .repair]),
        Row([.escape, .character("q"), .character("e"), .control("c")], .close, "back", "back to the screen",
            [.events, .messages]),
        Row([.enter], .accept, "choose", "keep this theme", [.themes]),
        Row([.escape, .character("q"), .control("c")], .close, "cancel", "back to the theme before", [.themes]),
    ]

    private static let typing: [Row] = [
        Row([.tab], .complete, "complete", "complete what was typed", [.prompt]),
        Row([.enter], .accept, "do it", "carry out what is written or chosen", [.prompt, .palette]),
        Row([.up, .backTab, .control("p")], .scrollUp, "up", "the choice above", [.prompt, .palette]),
        Row([.down, .control("n")], .scrollDown, "down", "the choice below", [.prompt, .palette]),
        Row([.enter], .accept, "keep", "keep the filter", [.filter]),
        Row([.escape, .control("c")], .close, "cancel", "back, without doing anything", [.prompt, .palette]),
        Row([.escape, .control("c")], .close, "clear", "show everything again", [.filter]),
    ]

    private static let questions: [Row] = [
        Row([.character("y")], .confirm, "yes", "do what is asked", [.question]),
        Row([.character("n"), .escape, .enter, .character("q"), .control("c")], .refuse, "no", "leave all as it is",
            [.question]),
        Row([.control("c")], .abandon, "leave without waiting", "leave without waiting for the checkpoint", [.leaving]),
    ]

    private static let everywhere: [Row] = [
        Row("123456789".map { .character($0) }, .tab, "tab", isHint: false, "a screen by its number or name", Place.screens,
            argument: .tab),
        Row([.tab], .nextTab, "next screen", isHint: false, "the next screen", Place.screens),
        Row([.backTab], .previousTab, "screen before", isHint: false, "the screen before", Place.screens),
        Row([.character("t")], .theme, "theme", "next colour theme, or the one named", Place.screens, argument: .theme),
        Row([.character("T")], .themes, "themes", isHint: false, "choose a theme, seeing each", Place.screens),
        Row([.character("M")], .mouse, "mouse", isHint: false, "mouse on or off (off: the terminal selects text)",
            Place.screens),
        Row([.function(12)], .frames, "frames", isHint: false, "what frames cost and how soon keys are on the screen", Place.screens),
        Row([.character("E")], .messages, "messages", isHint: false, "what the studio has said", Place.screens),
        Row([.control("p")], .palette, "palette", isHint: false, "find a command by a few letters", Place.screens),
        Row([.character(":")], .prompt, "command", "type a command", Place.screens),
        Row([.character("?"), .function(1)], .help, "help", "this page", Place.screens.union([.events, .messages])),
        Row([.character("q"), .control("c")], .quit, "quit", "leave; asks first while training runs", Place.screens),
        Row([.control("l")], .redraw, "redraw", isHint: false, "draw the screen anew", Set(Place.allCases)),
        Row([.control("z")], .suspend, "suspend", isHint: false,
            "suspend the studio and its training; `fg` continues both", Set(Place.allCases)),
    ]
}
