/// The examples of all commands, in one place so that their style is one.
extension TesseraCommand: WithExamples {
    static var page: String { "README.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera", "open the studio and train on Fashion-MNIST"),
            ("tessera help train", "describe a command, with examples"),
        ]
    }
}

extension StudioCommand: WithExamples {
    static var page: String { "docs/studio.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            (
                "tessera --data photos --set image_size=32 --set channels=3",
                "train on a folder of pictures, with the screen"
            ),
            ("tessera studio --browse", "look at the runs, without training"),
        ]
    }
}

extension TrainCommand: WithExamples {
    static var page: String { "docs/settings.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            (
                "tessera train --preset dcgan --data photos --minutes 30",
                "train for half an hour on a folder of pictures"
            ),
            (
                "tessera train --resume --run runs/cats --steps 40000 --detach",
                "go on in the background, up to step 40,000"
            ),
        ]
    }
}

extension ControlCommand: WithExamples {
    static var page: String { "docs/control.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera control runs/cats status", "say how far the run is"),
            (
                "tessera control runs/cats set generator.learning_rate 1e-4",
                "change a live setting from the next step on"
            ),
        ]
    }
}

extension GenerateCommand: WithExamples {
    static var page: String { "README.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera generate runs/cats --count 100 --seed 7 --out cats", "write a folder of 100 PNG files"),
            ("tessera generate runs/captions --text \"a red star\" --out star.png", "write a grid of images of a text"),
        ]
    }
}

extension EvaluateCommand: WithExamples {
    static var page: String { "docs/evaluation.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera evaluate runs/cats", "compare 10,000 samples with held-out images"),
            ("tessera evaluate runs/repair --corruption box14 --json", "measure a repair run on a corruption"),
        ]
    }
}

extension SearchCommand: WithExamples {
    static var page: String { "docs/multimodal.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera search runs/captions --text \"a summer dress\"", "find images of the run's data by a text"),
            ("tessera search runs/captions --audio star.wav --json", "find them by a sound, as JSON"),
        ]
    }
}

extension DataInspectCommand: WithExamples {
    static var page: String { "docs/data.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera data inspect photos", "say what a folder holds and how training would read it"),
            ("tessera data inspect fashion-mnist:test", "say it of the test split of built-in data"),
        ]
    }
}

extension DataImportCommand: WithExamples {
    static var page: String { "docs/data.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera data import photos --size 64 --channels 3 --out photos64", "write all pictures at one size"),
            (
                "tessera data import train-images-idx3-ubyte.gz --out digits",
                "write the images of an IDX file as PNG files"
            ),
        ]
    }
}

extension DataPairCommand: WithExamples {
    static var page: String { "docs/data.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            (
                "tessera data pair fashion-mnist --count 2000 --out pairs",
                "write images with captions and spoken captions"
            ),
            ("tessera data pair shapes --channels 3 --out shapes", "write drawn shapes with captions and sounds"),
        ]
    }
}

extension RepairCommand: WithExamples {
    static var page: String { "docs/repair.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera repair photo.jpg --mask scratch.png --out whole.png", "fill what the mask marks"),
            ("tessera repair photo.jpg --task denoise --out clean.png", "remove noise from the whole picture"),
        ]
    }
}

extension PaintCommand: WithExamples {
    static var page: String { "docs/mask-editor.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera paint photo.jpg", "paint a mask over the picture and save it beside it"),
            ("tessera paint photo.jpg --mask old.png", "go on with a mask"),
        ]
    }
}

extension ShowCommand: WithExamples {
    static var page: String { "docs/images-in-cells.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera show photo.jpg", "draw a picture in the terminal"),
            ("tessera show samples.png --info", "print the command, prompt, seed and checkpoint that made it"),
        ]
    }
}

extension WatchCommand: WithExamples {
    static var page: String { "docs/studio.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera watch runs", "follow all runs below a folder"),
            ("tessera watch lightning_logs/version_3", "follow the log of a PyTorch loop"),
        ]
    }
}

extension ExplainCommand: WithExamples {
    static var page: String { "docs/memory.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera explain --preset dcgan", "print the plan of a step with measured times"),
            ("tessera explain --preset modern --set image_size=64 --set channels=3", "print it for larger images"),
        ]
    }
}

extension DataCommand: WithExamples {
    static var page: String { "docs/data.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera data inspect photos", "say what a folder holds and how training would read it"),
            ("tessera data import photos --size 64 --out photos64", "write all pictures at one size"),
        ]
    }
}

extension BenchCommand: WithExamples {
    static var page: String { "docs/memory.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera bench", "time a training step of every preset"),
            ("tessera bench --preset dcgan --set image_size=64 --json", "time one, for images of 64 pixels, as JSON"),
        ]
    }
}

extension DoctorCommand: WithExamples {
    static var page: String { "README.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera doctor", "check the build, BLAS, the data and the terminal"),
            ("tessera doctor --quiet", "print only what could be better"),
        ]
    }
}

extension SettingsCommand: WithExamples {
    static var page: String { "docs/settings.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera settings modern", "list the settings of a preset with their defaults"),
            ("tessera settings --live --json", "list what can change while a run trains, as JSON"),
        ]
    }
}

extension KeysCommand: WithExamples {
    static var page: String { "docs/keys.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera keys", "print every key of the studio, screen by screen"),
            ("tessera keys --json", "print them as JSON"),
        ]
    }
}

extension CompletionsCommand: WithExamples {
    static var page: String { "README.md" }
    static var examples: [(line: String, meaning: String)] {
        [
            ("tessera completions bash", "print completions for bash, which ~/.bashrc reads"),
            ("tessera completions fish", "print those for fish"),
        ]
    }
}
