import Models
import Runs
import Testing

@Suite struct SettingTests {
    @Test func `learning_rate applies to both networks unless one has its own`() throws {
        let both = try Settings(defaults: Preset.article.settings, given: ["learning_rate": 0.01])
        #expect(both.generatorLearningRate == 0.01 && both.discriminatorLearningRate == 0.01)
        let one = try Settings(
            defaults: Preset.article.settings, given: ["learning_rate": 0.01, "generator.learning_rate": 0.02])
        #expect(one.generatorLearningRate == 0.02 && one.discriminatorLearningRate == 0.01)
    }

    @Test func `an unknown name is rejected with the nearest names`() {
        #expect(throws: SettingError.unknown("batchsize", nearest: ["batch_size", "image_size"])) {
            try Setting.named("batchsize")
        }
        #expect(throws: SettingError.unknown("momentum", nearest: [])) { try Setting.named("momentum") }
        let error = #expect(throws: SettingError.self) { try Setting.named("lerning_rate") }
        #expect(error?.description.contains("learning_rate") == true)
        let preset = #expect(throws: SettingError.self) { try Preset.named("artikel") }
        #expect(preset?.description == "artikel: no preset has this name; did you mean article?")
    }

    @Test(
        arguments: [
            ("batch_size", 1), ("batch_size", 3.5), ("channels", 2), ("image_size", 0), ("ema.decay", 1),
            ("generator.learning_rate", -1), ("augment", 2),
        ] as [(String, SettingValue)])
    func `values out of range are rejected`(name: String, value: SettingValue) throws {
        let setting = try Setting.named(name)
        #expect(throws: SettingError.outOfRange(setting, value)) { try setting.checked(value) }
    }

    @Test(
        arguments: [
            ("batch_size", "64", 64), ("channels", "3", 3), ("generator.learning_rate", "2e-4", 2e-4),
            ("gradient_penalty.weight", "10", 10.0), ("augment", "true", true), ("augment", "0", false),
        ]
            as [(String, String, SettingValue)])
    func `text is parsed as the setting's own type, and written text is parsed back`(
        name: String, text: String, value: SettingValue
    ) throws {
        let setting = try Setting.named(name)
        #expect(try setting.parsed(text) == value)
        #expect(try setting.parsed(value.text) == value)
    }

    @Test func `text that is no value is rejected`() throws {
        let rate = try Setting.named("generator.learning_rate"), augment = try Setting.named("augment")
        for text in ["", "much", "nan", "inf", "true"] {
            #expect(throws: SettingError.notAValue(rate, text: text)) { try rate.parsed(text) }
        }
        #expect(throws: SettingError.notAValue(augment, text: "perhaps")) { try augment.parsed("perhaps") }
    }

    @Test func `only live settings can change while a run trains`() throws {
        var settings = try Settings(defaults: Preset.article.settings, given: [:])
        try settings.change("generator.learning_rate", to: 0.5)
        #expect(settings.generatorLearningRate == 0.5)
        #expect(throws: SettingError.notLive(try Setting.named("batch_size"))) {
            try settings.change("batch_size", to: 4)
        }
    }

    @Test func `the defaults of every preset are valid`() throws {
        for preset in Preset.all {
            #expect(!preset.settings.values.isEmpty)
            for (name, value) in preset.settings.values { #expect(try Setting.named(name).checked(value) == value) }
        }
    }

    @Test func `a setting that the preset does not have cannot change`() throws {
        var settings = try Settings(defaults: .common, given: [:])
        let missing = SettingError.notOfPreset(
            try Setting.named("gradient_penalty.weight"),
            has: [
                "checkpoint.interval", "discriminator.learning_rate", "ema.decay", "evaluation.interval",
                "generator.learning_rate",
                "log.interval", "max_rollbacks", "sample.interval",
            ])
        #expect(throws: missing) { try settings.change("gradient_penalty.weight", to: 0.5) }
    }

    @Test(arguments: [
        ("generator.learning_rate", [0, 1e-6, 1.5e-6, 2e-6, 3e-6, 5e-6, 7e-6, 1e-5]),
        ("generator.learning_rate", [0.0002, 0.0003, 0.0005, 0.0007, 0.001]),
        ("generator.learning_rate", [0.5, 0.7, 1, 1]),
        ("ema.decay", [0, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93]),
        ("ema.decay", [0.99, 0.993, 0.995, 0.997, 0.998, 0.9985, 0.999]),
        ("ema.decay", [0.999997, 0.999998, 0.9999985, 0.999999, 0.999999]),
        ("sample.interval", [1, 2, 3, 5, 7, 10, 15, 20, 30]), ("sample.interval", [700_000, 1_000_000, 1_000_000]),
    ]) func `nudging up goes through round values`(name: String, ladder: [Double]) throws {
        let setting = try Setting.named(name)
        for (low, high) in zip(ladder, ladder.dropFirst()) { #expect(setting.nudged(low, up: true) == high, "\(low)") }
    }

    @Test func `nudging reaches both ends of the range and stays within it`() throws {
        for setting in Setting.all where setting.name != "channels" && setting.name != "precision" {
            var value = setting.range.lowerBound
            for _ in 0..<400 {
                let higher = setting.nudged(value, up: true)
                #expect(setting.range.contains(higher) && higher >= value)
                _ = try setting.checked(.real(higher))
                value = higher
            }
            #expect(value == setting.range.upperBound, "\(setting.name)")
            for _ in 0..<400 {
                let lower = setting.nudged(value, up: false)
                #expect(setting.range.contains(lower) && lower <= value)
                value = lower
            }
            #expect(value == setting.range.lowerBound, "\(setting.name)")
        }
        let rate = try Setting.named("generator.learning_rate")
        #expect(rate.nudged(0.00025, up: true) == 0.0003 && rate.nudged(0.00025, up: false) == 0.0002)
        #expect(rate.nudged(0.001, up: false) == 0.0007 && rate.nudged(1e-6, up: false) == 0)
    }
}
