import Raster

extension KeyTable {
    package static let standard = KeyTable(
        bindings: training + samples + runs + repairing + form + settings + lists + typing
            + questions + everywhere)

    private static let curves: Set<KeyContext> = [.training, .watch]

    private static let training: [KeyBinding] = [
        KeyBinding([.character(" "), .character("p")], .pause, "pause", "pause or resume training", [.training]),
        KeyBinding(
            [.character("s")], .checkpoint, "save", "write a checkpoint after the current step", [.training]),
        KeyBinding(
            [.character("n")], .sample, "samples", "generate the sample grid after the current step", [.training]),
        KeyBinding(
            [.character("a")], .settings, "adjust", "change learning rates and other live settings", [.training]),
        KeyBinding(
            [.character("L")], .logScale, "log", "y axis: automatic, logarithmic or linear", curves.union([.runs])),
        KeyBinding(
            [.character("W")], .axis, "x axis", isHint: false, "x axis: step, relative time or wall clock",
            curves.union([.runs])),
        KeyBinding(
            [.character("v")], .curves, "curves", "next curves: losses, probabilities, gradients, score", [.training]),
        KeyBinding(
            [.character("m")], .smoothing, "smooth",
            "how much the curves are smoothed; the range of the values stays visible behind them", curves.union([.runs])
        ),
        KeyBinding(
            [.left, .character("h")], .cursorLeft, "cursor", isHint: false,
            "move the cursor on the curves left; the samples follow",
            curves.union([.runs])),
        KeyBinding(
            [.right, .character("l")], .cursorRight, "cursor", isHint: false, "move the cursor on the curves right",
            curves.union([.runs])
        ),
        KeyBinding(
            [.up, .character("z")], .zoomIn, "zoom in", isHint: false, "show half as many steps, around the cursor",
            [.training]),
        KeyBinding(
            [.down, .character("Z")], .zoomOut, "zoom out", isHint: false, "show twice as many steps", [.training]),
        KeyBinding([.character("z")], .zoomIn, "zoom in", "show half as many steps, around the cursor", [.watch]),
        KeyBinding([.character("Z")], .zoomOut, "zoom out", "show twice as many steps", [.watch]),
        KeyBinding(
            [.character("<"), .character(",")], .panLeft, "earlier", isHint: false, "move the zoomed view left", curves),
        KeyBinding(
            [.character(">"), .character(".")], .panRight, "later", isHint: false, "move the zoomed view right", curves),
        KeyBinding(
            [.character("0"), .escape], .whole, "whole", isHint: false, "show the whole history and remove the cursor",
            curves.union([.runs])),
        KeyBinding(
            [.character("H")], .history, "history", "show or hide the past samples below the curves", [.training]),
        KeyBinding(
            [.character("[")], .olderGrid, "older", isHint: false, "move the cursor to the previous sample grid",
            [.training]),
        KeyBinding(
            [.character("]")], .newerGrid, "newer", isHint: false, "move the cursor to the next sample grid",
            [.training]),
        KeyBinding(
            [.character("}")], .nextTile, "next sample", isHint: false,
            "history of the next sample; a click on a sample selects it", [.training]),
        KeyBinding(
            [.character("{")], .previousTile, "previous sample", isHint: false, "history of the previous sample",
            [.training]),
        KeyBinding(
            [.character("}")], .nextTile, "next", isHint: false,
            "the newer pass of a curve whose steps go back, or the next images where not all have room", [.watch]),
        KeyBinding(
            [.character("{")], .previousTile, "previous", isHint: false,
            "the older pass of a curve whose steps go back, or the previous images", [.watch]),
        KeyBinding([.character(" ")], .toggleRun, "show/hide", "show or hide the selected run", [.watch]),
        KeyBinding([.character("]")], .nextRun, "run", "select the next run of the legend", [.watch]),
        KeyBinding(
            [.character("[")], .previousRun, "previous run", isHint: false, "select the previous run of the legend",
            [.watch]),
        KeyBinding([.enter], .onlyRun, "only", isHint: false, "show only the selected run", [.watch]),
        KeyBinding([.character("*")], .allRuns, "all", isHint: false, "show all runs", [.watch]),
        KeyBinding(
            [.character("~")], .showRuns, "pattern",
            "show the runs whose names have one of the words; * stands for any text, -word leaves runs out", [.watch],
            argument: .optionalText("PATTERN")),
        KeyBinding([], .goTo, "go to", isHint: false, "move the cursor to a step", curves, argument: .text("STEP")),
        KeyBinding(
            [.character("+"), .character("=")], .largerTiles, "larger", isHint: false, "show fewer and larger samples",
            [.training, .samples]),
        KeyBinding(
            [.character("-")], .smallerTiles, "smaller", isHint: false, "show more and smaller samples",
            [.training, .samples]),
        KeyBinding([], .set, "set", isHint: false, "change a live setting", [.training], argument: .setting),
        KeyBinding([.character("e")], .events, "events", "list all events, newest last", [.training]),
    ]

    private static let runs: [KeyBinding] = [
        KeyBinding(
            [.enter], .open, "open",
            "open the run, or one in another folder; connect to it where another process trains it", [.runs],
            argument: .text("FOLDER")),
        KeyBinding([.control("n")], .newRun, "new run", "configure and start a new run", [.runs, .training]),
        KeyBinding(
            [.character("r")], .resume, "resume",
            "resume the run from its newest checkpoint; a finished one asks for how many steps more", [.runs]),
        KeyBinding(
            [.character("r")], .resume, "continue", isHint: false,
            "continue a run that has ended; a finished one asks for how many steps more", [.training]),
        KeyBinding(
            [.character("V")], .evaluate, "evaluate", isHint: false, "score the run against held-out images",
            [.runs, .training]),
        KeyBinding([.character("d")], .duplicate, "duplicate", "configure a new run with this run's settings", [.runs]),
        KeyBinding([.character(" ")], .mark, "mark", "mark the run; the curves of marked runs are compared", [.runs]),
        KeyBinding(
            [.character("v")], .curves, "curves", "compare the next curve: the score, losses, then the others", [.runs]),
        KeyBinding([.character("S")], .sort, "sort", "sort the list by its next column", [.runs]),
        KeyBinding(
            [.character("!")], .sortOrder, "reverse", isHint: false, "reverse the order of the list", [.runs]),
        KeyBinding(
            [.character("p")], .pauseRun, "pause", isHint: false,
            "pause or resume the run, in whichever process it trains", [.runs]),
        KeyBinding(
            [.character("X")], .stopRun, "stop", isHint: false, "stop the run after a checkpoint, after a question",
            [.runs]),
        KeyBinding(
            [.character("D"), .delete], .delete, "delete", isHint: false,
            "delete the run and all its files, after a question", [.runs]),
    ]

    static let studioKeys = Set(everywhere.flatMap(\.keys))

    private static let form: [KeyBinding] = [
        KeyBinding([.up, .backTab], .previous, "previous", isHint: false, "select the previous field", [.form]),
        KeyBinding([.down], .next, "next", "select the next field; the one that is left is checked", [.form]),
        KeyBinding(
            [.tab], .complete, "complete", "complete the path; on a whole path or another field, select the next one",
            [.form]),
        KeyBinding(
            [.left], .left, "choice", "previous choice, or cursor left; space and first letters choose too", [.form]),
        KeyBinding([.right], .right, "choice", isHint: false, "next choice, or cursor right", [.form]),
        KeyBinding(
            [.control("f")], .fillIn, "fill in", isHint: false,
            "set what a message suggests, or every field that the data decide: size, channels, classes, augmentation, batch",
            [.form]),
        KeyBinding([.enter, .control("s")], .start, "start", "start the run", [.form]),
        KeyBinding([.escape, .control("c")], .close, "cancel", "close the form without a new run", [.form]),
    ]

    private static let settings: [KeyBinding] = [
        KeyBinding(
            [.up, .character("k")], .scrollUp, "previous", "one line up",
            [.events, .messages, .settings, .themes, .runs, .watch, .repair]),
        KeyBinding(
            [.down, .character("j")], .scrollDown, "next", "one line down",
            [.events, .messages, .settings, .themes, .runs, .watch, .repair]),
        KeyBinding([.up, .character("k")], .scrollUp, "up", isHint: false, "select the sample above", [.samples]),
        KeyBinding(
            [.down, .character("j")], .scrollDown, "down", isHint: false, "select the sample below", [.samples]),
        KeyBinding([.up, .character("k")], .scrollUp, "up", isHint: false, "one line up", [.help, .question]),
        KeyBinding([.down, .character("j")], .scrollDown, "scroll", "one line down", [.help]),
        KeyBinding([.down, .character("j")], .scrollDown, "scroll", isHint: false, "one line down", [.question]),
        KeyBinding([.character("+"), .character("=")], .raise, "more", "next larger round value; true", [.settings]),
        KeyBinding([.character("-")], .lower, "less", "next smaller round value; false", [.settings]),
        KeyBinding("0123456789.e".map { .character($0) }, .type, "value", isHint: false, "type a value", [.settings]),
        KeyBinding([.backspace, .delete], .erase, "erase", isHint: false, "erase the last digit", [.settings]),
        KeyBinding([.enter], .apply, "apply", "use the new value from the next step on", [.settings]),
        KeyBinding(
            [.escape, .character("q"), .character("a"), .control("c")], .close, "close",
            "discard the typed value, or return to the training screen", [.settings]),
    ]

    private static let lists: [KeyBinding] = [
        KeyBinding(
            [.pageUp], .pageUp, "page", isHint: false, "one page up",
            [.events, .messages, .help, .runs, .watch, .repair]),
        KeyBinding(
            [.pageDown], .pageDown, "page", isHint: false, "one page down",
            [.events, .messages, .help, .runs, .watch, .repair]),
        KeyBinding(
            [.home, .character("g")], .scrollTop, "first", "go to the first line", [.events, .messages, .help]),
        KeyBinding(
            [.end, .character("G")], .scrollBottom, "newest", "go to the newest line", [.events, .messages, .help]),
        KeyBinding(
            [.home, .character("g")], .scrollTop, "first", isHint: false, "go to the first line",
            [.runs, .watch, .repair]),
        KeyBinding(
            [.end, .character("G")], .scrollBottom, "last", isHint: false, "go to the last line",
            [.runs, .watch, .repair]),
        KeyBinding(
            [.character("/")], .filter, "filter", "show only lines that match",
            [.events, .messages, .runs, .watch, .repair]),
        KeyBinding(
            [.escape, .character("q"), .character("e"), .control("c")], .close, "back", "return to the screen",
            [.events, .messages]),
        KeyBinding([.enter], .accept, "keep", "use this theme, now and in later sessions", [.themes]),
        KeyBinding(
            [.escape, .character("q"), .control("c")], .close, "cancel", "return to the previous theme", [.themes]),
    ]

    private static let typing: [KeyBinding] = [
        KeyBinding([.tab], .complete, "complete", "complete the command, the value or the path", [.commandLine]),
        KeyBinding([.enter], .accept, "run", "run the typed or selected command", [.commandLine, .palette]),
        KeyBinding(
            [.up, .backTab, .control("p")], .scrollUp, "previous", "select the choice above", [.commandLine, .palette]),
        KeyBinding([.down, .control("n")], .scrollDown, "next", "select the choice below", [.commandLine, .palette]),
        KeyBinding([.enter], .accept, "keep", "keep the filter", [.filter]),
        KeyBinding([.enter], .accept, "continue", "train this many steps more", [.moreSteps]),
        KeyBinding(
            [.escape, .control("c")], .close, "cancel", "close without running a command", [.commandLine, .palette]),
        KeyBinding([.escape, .control("c")], .close, "clear", "remove the filter", [.filter]),
        KeyBinding([.escape, .control("c")], .close, "cancel", "leave the run as it is", [.moreSteps]),
    ]

    private static let questions: [KeyBinding] = [
        KeyBinding([.character("y")], .confirm, "yes", "confirm", [.question]),
        KeyBinding(
            [.character("b")], .leaveTraining, "background", "quit, and leave the training in the background",
            [.question]),
        KeyBinding(
            [.character("n"), .escape, .enter, .character("q"), .control("c")], .refuse, "no", "cancel", [.question]),
        KeyBinding(
            [.control("c")], .abandon, "quit without waiting", "quit without waiting for the checkpoint", [.quitting]),
    ]

    static let everywhere: [KeyBinding] = [
        KeyBinding(
            "123456789".map { .character($0) }, .tab, "tab", isHint: false, "go to a screen by its number or name",
            KeyContext.screens,
            argument: .tab),
        KeyBinding([.tab], .nextTab, "next screen", isHint: false, "go to the next screen", KeyContext.screens),
        KeyBinding(
            [.backTab], .previousTab, "previous screen", isHint: false, "go to the previous screen", KeyContext.screens),
        KeyBinding(
            [.character("t")], .theme, "theme", "use the next colour theme, or the named one", KeyContext.screens,
            argument: .theme),
        KeyBinding(
            [.character("T")], .themes, "themes", isHint: false, "choose a theme from a list with preview",
            KeyContext.screens),
        KeyBinding(
            [.character("M")], .mouse, "mouse", isHint: false, "mouse on or off (off: the terminal selects text)",
            KeyContext.screens),
        KeyBinding(
            [.function(12)], .frames, "frames", isHint: false, "show what frames cost and the latency of keys",
            KeyContext.screens),
        KeyBinding(
            [.character("E")], .messages, "messages", isHint: false, "list the studio's messages", KeyContext.screens),
        KeyBinding(
            [.character("y")], .fullName, "full name", isHint: false,
            "show the whole name of what is selected, where the screen shortens it", KeyContext.screens),
        KeyBinding(
            [.character("I")], .info, "info", isHint: false,
            "show what makes the saved image again: command, prompt, seed, mask, method, settings, checkpoint",
            KeyContext.screens,
            argument: .optionalText("PATH")),
        KeyBinding(
            [.control("p")], .palette, "palette", isHint: false, "find a command by a few letters", KeyContext.screens),
        KeyBinding([.character(":")], .commandLine, "command", "type a command", KeyContext.screens),
        KeyBinding(
            [.character("?"), .function(1)], .help, "help", "list keys and commands",
            KeyContext.screens.union([.events, .messages])),
        KeyBinding(
            [.character("q"), .control("c")], .quit, "quit",
            "quit; asks first where something is not saved, or a run trains", KeyContext.screens),
        KeyBinding(
            [.control("l")], .redraw, "redraw", isHint: false, "redraw the whole screen", Set(KeyContext.allCases)),
        KeyBinding(
            [.control("z")], .suspend, "suspend", isHint: false,
            "suspend the studio and its training; `fg` resumes both",
            Set(KeyContext.allCases)),
    ]
}
