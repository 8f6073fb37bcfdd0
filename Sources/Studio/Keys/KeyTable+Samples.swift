extension KeyTable {
    /// The keys of the samples screen.
    static let samples: [KeyBinding] = [
        KeyBinding(
            [.character("n"), .pageDown], .nextSeed, "new", "generate new samples with the next seed", [.samples]),
        KeyBinding(
            [.character("N"), .pageUp], .previousSeed, "previous", isHint: false,
            "generate the samples of the previous seed", [.samples]),
        KeyBinding(
            [], .seed, "seed", isHint: false, "generate the samples of a seed (0 or more, default 1)", [.samples],
            argument: .text("NUMBER")),
        KeyBinding(
            [.left, .character("h")], .left, "left", isHint: false, "select the sample to the left", [.samples]),
        KeyBinding(
            [.right, .character("l")], .right, "right", isHint: false, "select the sample to the right", [.samples]),
        KeyBinding(
            [.escape], .back, "back", isHint: false,
            "leave what was entered last: search results, map, nearest images, single sample, interpolation, favorites, comparison; q does so too",
            [.samples]),
        KeyBinding([.enter], .single, "single", "show the selected sample alone, or all samples", [.samples]),
        KeyBinding(
            [.character("i")], .interpolate, "interpolate",
            "interpolate from the marked sample and its prompt to this one and its prompt",
            [.samples]),
        KeyBinding([.character(" ")], .mark, "mark", "mark the start of an interpolation", [.samples]),
        KeyBinding(
            [.character("b")], .favorite, "favorite", "bookmark: add this sample to the favorites, or remove it",
            [.samples]),
        KeyBinding([.character("B")], .favorites, "favorites", "show the favorites, or new samples", [.samples]),
        KeyBinding(
            [.character("c")], .compare, "compare", "compare with another checkpoint or a marked run on the same noise",
            [.samples]),
        KeyBinding(
            [.character("x")], .nearest, "nearest", "find the training images nearest to this sample, or hide them",
            [.samples]),
        KeyBinding(
            [.character("s")], .save, "save", "save what is shown as an image, with what makes it again", [.samples],
            argument: .text("PATH")),
        KeyBinding(
            [.character("/")], .prompt, "prompt", "set the text prompt; empty text removes it",
            [.samples],
            argument: .optionalText("TEXT")),
        KeyBinding(
            [.character("/")], .prompt, "prompt", isHint: false,
            "set the text prompt of a conditional run; empty text removes it", [.paint, .compare],
            argument: .optionalText("TEXT")),
        KeyBinding(
            [], .audioPrompt, "audio", isHint: false,
            "set a sound file as prompt of a conditional run; an empty path removes it",
            [.paint, .compare], argument: .optionalText("PATH")),
        KeyBinding(
            [], .imagePrompt, "image", isHint: false,
            "set an image file as prompt of a conditional run; an empty path removes it",
            [.paint, .compare], argument: .optionalText("PATH")),
        KeyBinding(
            [], .promptWeights, "weights", isHint: false,
            "set the weights of text, audio and image (default 1 each), e.g. text=1,audio=0.5", [.paint, .compare],
            argument: .optionalText("LIST")),
        KeyBinding(
            [.character("A")], .audioPrompt, "audio", isHint: false,
            "set a sound file as audio prompt; an empty path removes it", [.samples],
            argument: .optionalText("PATH")),
        KeyBinding(
            [.character("P")], .imagePrompt, "image", isHint: false,
            "set this sample, or an image file, as image prompt", [.samples],
            argument: .optionalText("PATH")),
        KeyBinding(
            [.character("%")], .promptWeights, "weights", isHint: false,
            "set the weights of text, audio and image (default 1 each), e.g. text=1,audio=0.5", [.samples],
            argument: .optionalText("LIST")),
        KeyBinding([.delete, .backspace], .clearPrompt, "clear", isHint: false, "remove the whole prompt", [.samples]),
        KeyBinding(
            [.character("C")], .ablate, "ablate", isHint: false,
            "compare with the prompt less its text, audio or image", [.samples]),
        KeyBinding(
            [.character("f")], .search, "search", isHint: false,
            "find the images of the data that match the prompt, or show samples", [.samples]),
        KeyBinding(
            [.character("#")], .embeddingMap, "map", isHint: false,
            "map the data by the embedding space (PCA), or show samples", [.samples]),
        KeyBinding([.character("[")], .older, "older", isHint: false, "sample the previous checkpoint", [.samples]),
        KeyBinding([.character("]")], .newer, "newer", isHint: false, "sample the next checkpoint", [.samples]),
    ]
}
