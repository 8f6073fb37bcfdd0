import Jobs
import Testing

@Suite struct FolderForecastTests {
    @Test func `the first item's time is that of all, shared among the items that run together`() {
        #expect(FolderForecast(items: 10, threads: 4).seconds(item: 3, threads: 4) == 30)
        #expect(FolderForecast(items: 10, threads: 4).seconds(item: 3, threads: 1) == 7.5)
        #expect(FolderForecast(items: 1, threads: 4).seconds(item: 3, threads: 1) == 3)
    }

    @Test func `items that were there are not counted, and there is one forecast, before the first item is done`() {
        let forecast = FolderForecast(items: 10, threads: 2)
        forecast.update(.init(total: 10, present: 6))
        #expect(forecast.seconds(item: 3, threads: 2) == 12 && forecast.seconds(item: 3, threads: 2) == nil)
        let late = FolderForecast(items: 10, threads: 2)
        late.update(.init(total: 10, done: 1))
        #expect(late.seconds(item: 3, threads: 2) == nil)
    }
}
