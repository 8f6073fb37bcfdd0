import Engine
import Testing

@Suite struct SettingTests {
    @Test func `rate goes to both networks unless one has its own`() throws {
        let both = try Settings(defaults: Preset.article.defaults, given: ["rate": 0.01])
        #expect(both["generator.rate"] == 0.01 && both["discriminator.rate"] == 0.01)
        let one = try Settings(defaults: Preset.article.defaults, given: ["rate": 0.01, "generator.rate": 0.02])
        #expect(one["generator.rate"] == 0.02 && one["discriminator.rate"] == 0.01)
    }

    @Test func `an unknown name is refused with the nearest ones`() {
        #expect(throws: SettingError.unknown("bacth", nearest: ["batch"])) { try Setting.named("bacth") }
        do { _ = try Setting.named("rat") } catch { #expect(error.description.contains("rate")) }
        do { _ = try Preset.named("artikel") } catch { #expect(error.description == "artikel: no preset has this name; the presets are " + Preset.all.map(\.name).joined(separator: ", ")) }
    }

    @Test(arguments: [("batch", 1.0), ("batch", 3.5), ("channels", 2), ("size", 0), ("average", 1), ("generator.rate", -1)])
    func `values out of range are refused with the range`(name: String, value: Double) throws {
        let setting = try Setting.named(name)
        #expect(throws: SettingError.outOfRange(setting, value)) { try setting.checked(value) }
    }

    @Test func `only live settings change while a run trains`() throws {
        var settings = try Settings(defaults: Preset.article.defaults, given: [:])
        try settings.change("generator.rate", to: 0.5)
        #expect(settings["generator.rate"] == 0.5)
        #expect(throws: SettingError.notLive(try Setting.named("batch"))) { try settings.change("batch", to: 4) }
    }

    @Test func `every preset has only settings of the table, within their ranges`() throws {
        for preset in Preset.all {
            for (name, value) in preset.defaults { _ = try Setting.named(name).checked(value) }
        }
    }

    @Test func `a setting the preset does not have cannot be changed`() throws {
        var settings = try Settings(defaults: ["average": 0.5], given: [:])
        let missing = SettingError.notOfPreset(try Setting.named("generator.rate"), has: ["average"])
        #expect(throws: missing) { try settings.change("generator.rate", to: 0.5) }
    }

    @Test(arguments: [
        ("generator.rate", [0, 1e-6, 1.5e-6, 2e-6, 3e-6, 5e-6, 7e-6, 1e-5]),
        ("generator.rate", [0.0002, 0.0003, 0.0005, 0.0007, 0.001]), ("generator.rate", [0.5, 0.7, 1, 1]),
        ("average", [0, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93]), ("average", [0.99, 0.993, 0.995, 0.997, 0.998, 0.9985, 0.999]),
        ("average", [0.999997, 0.999998, 0.9999985, 0.999999, 0.999999]),
        ("sample.every", [1, 2, 3, 5, 7, 10, 15, 20, 30]), ("sample.every", [700_000, 1_000_000, 1_000_000]),
    ]) func `values climb by round steps`(name: String, ladder: [Double]) throws {
        let setting = try Setting.named(name)
        for (low, high) in zip(ladder, ladder.dropFirst()) { #expect(setting.nudged(low, up: true) == high, "\(low)") }
    }

    @Test func `what goes up comes down, and never leaves the range`() throws {
        for setting in Setting.all where setting.name != "channels" {
            var value = setting.range.lowerBound
            for _ in 0..<400 {
                let higher = setting.nudged(value, up: true)
                #expect(setting.range.contains(higher) && higher >= value)
                _ = try setting.checked(higher)
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
        let rate = try Setting.named("generator.rate")
        #expect(rate.nudged(0.00025, up: true) == 0.0003 && rate.nudged(0.00025, up: false) == 0.0002)
        #expect(rate.nudged(0.001, up: false) == 0.0007 && rate.nudged(1e-6, up: false) == 0)
    }
}
